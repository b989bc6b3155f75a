package io.jenkins.plugins.attune.engine.source;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads one entry of an index; what is not pinned, or has no checksum, is no origin. */
final class IndexEntryReader {
    private static final Pattern COMMIT = Pattern.compile(GitCheckout.COMMIT);
    private static final int MAX_VERSION = 64;
    private static final int MAX_LABEL = 200;

    private final String index;
    private final UrlRules rules;

    IndexEntryReader(String index, UrlRules rules) {
        this.index = index;
        this.rules = rules;
    }

    /** @throws IllegalArgumentException where it makes no sense; the message says why */
    PackIndex.Entry read(JsonNode entry) throws PackRefusedException {
        String ref = entry.path("ref").asText();
        if (!PackSpec.isRef(ref)) {
            throw new IllegalArgumentException("'" + EntryName.shown(ref) + "' is no name of a pack");
        }
        String version = entry.path("version").asText();
        if (version.isEmpty() || version.length() > MAX_VERSION) {
            throw new IllegalArgumentException("the pack '" + ref + "' has no version");
        }
        List<PackOrigin> origins = new ArrayList<>();
        for (JsonNode source : entry.path("install_sources")) {
            origins.add(origin(ref, source));
        }
        if (origins.isEmpty()) {
            throw new IllegalArgumentException("the pack '" + ref + "' can be had nowhere");
        }
        List<String> dependencies = new ArrayList<>();
        entry.path("dependencies").path("packs").forEach(pack -> dependencies.add(pack.asText()));
        String label = entry.path("label").asText();
        return new PackIndex.Entry(
                ref,
                EntryName.shown(version),
                label.substring(0, Math.min(label.length(), MAX_LABEL)),
                origins,
                dependencies);
    }

    private PackOrigin origin(String ref, JsonNode source) throws PackRefusedException {
        String type = source.path("type").asText();
        String url = source.path("url").asText();
        rules.check(url, from());
        Sha256 checksum = checksum(ref, source.path("checksum").asText());
        switch (type) {
            case "archive":
                return new PackOrigin.Archive(url, checksum);
            case "git":
                String commit = source.path("ref").asText();
                if (!COMMIT.matcher(commit).matches()) {
                    throw new IllegalArgumentException("the pack '" + ref + "' is pinned to no full commit");
                }
                return new PackOrigin.Git(url, commit, checksum);
            default:
                throw new IllegalArgumentException(
                        "the pack '" + ref + "' has a source of the unknown type '" + EntryName.shown(type) + "'");
        }
    }

    /** An index in a file was put there by somebody who may name this machine. */
    @CheckForNull
    private String from() {
        return index.contains("://") ? index : null;
    }

    private static Sha256 checksum(String ref, String text) {
        try {
            return Sha256.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the pack '" + ref + "' has a source without SHA-256", e);
        }
    }
}
