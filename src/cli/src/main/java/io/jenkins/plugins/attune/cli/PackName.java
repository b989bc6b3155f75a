package io.jenkins.plugins.attune.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells from a glance at a manifest whether it could be that of a pack, so that others need not be read at all. */
final class PackName {
    private static final List<String> MANIFESTS = List.of("pack.yaml", "pack.yml");

    /** A plain one; anything more artful is left to the loader. */
    private static final Pattern REF = Pattern.compile("(?m)^ref:[ \\t]*[\"']?([a-z0-9_-]+)[\"']?[ \\t]*(?:#.*)?\\r?$");

    /** Where authors write it: at the top. */
    private static final int GLANCE_BYTES = 16 << 10;

    private PackName() {}

    static boolean isPack(Path directory) {
        return manifest(directory).isPresent();
    }

    /** False only where the manifest plainly names another pack. */
    static boolean mayBe(Path directory, String ref) throws IOException {
        if (directory.endsWith(ref)) {
            return true;
        }
        Optional<Path> manifest = manifest(directory);
        if (manifest.isEmpty()) {
            return false;
        }
        try (InputStream file = Files.newInputStream(manifest.get())) {
            Matcher named = REF.matcher(new String(file.readNBytes(GLANCE_BYTES), StandardCharsets.ISO_8859_1));
            return !named.find() || named.group(1).equals(ref);
        }
    }

    private static Optional<Path> manifest(Path directory) {
        return MANIFESTS.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
