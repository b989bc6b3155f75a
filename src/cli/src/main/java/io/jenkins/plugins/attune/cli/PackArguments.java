package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.source.PackOrigin;
import io.jenkins.plugins.attune.engine.source.PackRequest;
import io.jenkins.plugins.attune.engine.source.PackSpec;
import io.jenkins.plugins.attune.engine.source.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Makes of what somebody typed a pack to be installed: a name, an address, or a directory. */
final class PackArguments {
    /** By ssh, as git writes it. */
    private static final Pattern SSH = Pattern.compile("[A-Za-z0-9_.]+@[A-Za-z0-9.-]+:.+");

    private final Surroundings surroundings;

    @CheckForNull
    private final String ref;

    @CheckForNull
    private final String sha256;

    PackArguments(Surroundings surroundings, @CheckForNull String ref, @CheckForNull String sha256) {
        this.surroundings = surroundings;
        this.ref = ref;
        this.sha256 = sha256;
    }

    PackRequest read(String text) throws UsageException {
        if (text.contains("://") || SSH.matcher(text).matches()) {
            return new PackRequest.At(address(text));
        }
        if (text.startsWith(".") || text.contains("/")) {
            return new PackRequest.At(directory(text));
        }
        if (ref != null || sha256 != null) {
            throw new UsageException(
                    "--ref and --sha256 belong to an address, and " + text + " is a name",
                    "An index says where a pack is. A version is written as " + text + "@1.0.0.");
        }
        try {
            return new PackRequest.Named(PackSpec.parse(text));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), null);
        }
    }

    private PackOrigin directory(String text) throws UsageException {
        Path directory = surroundings.resolve(text);
        if (!Files.isDirectory(directory)) {
            throw new UsageException(
                    "there is no directory " + text, "An archive is given by its address, a pack of an index by name.");
        }
        return new PackOrigin.Directory(directory.toString());
    }

    /** What follows, --ref or --sha256, says what it is; addresses don't. */
    private PackOrigin address(String url) throws UsageException {
        if (ref != null) {
            return new PackOrigin.Git(url, ref, checksum());
        }
        Sha256 checksum = checksum();
        if (url.endsWith(".git") || !url.startsWith("http")) {
            throw new UsageException(
                    "a repository needs --ref: the branch, tag or commit that is meant",
                    "attune pack install " + url + " --ref v1.0.0");
        }
        if (checksum == null) {
            throw new UsageException(
                    "an archive needs --sha256: the checksum that its maker gave", "A repository needs --ref instead.");
        }
        return new PackOrigin.Archive(url, checksum);
    }

    @CheckForNull
    private Sha256 checksum() throws UsageException {
        try {
            return sha256 == null ? null : Sha256.parse(sha256);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--sha256: " + e.getMessage(), null);
        }
    }
}
