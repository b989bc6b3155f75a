package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the pack among files that came: at the top, in the one directory there is, or in {@code pack/}. */
final class PackRoot {
    private static final List<String> MANIFESTS = List.of("pack.yaml", "pack.yml");

    private PackRoot() {}

    static Path find(Path files) throws IOException, PackRefusedException {
        Path top = top(files);
        for (Path candidate : List.of(top, top.resolve("pack"))) {
            if (isPack(candidate)) {
                return candidate;
            }
        }
        throw new PackRefusedException(
                "it holds no pack: there is no pack.yaml at its top, nor in a directory 'pack'", null, null);
    }

    static boolean isPack(Path directory) {
        return MANIFESTS.stream().map(directory::resolve).anyMatch(Files::isRegularFile);
    }

    /** Archives of a repository hold one directory named after it. */
    static Path top(Path files) throws IOException {
        try (Stream<Path> children = Files.list(files)) {
            List<Path> few = children.limit(2).toList();
            return few.size() == 1 && Files.isDirectory(few.get(0)) ? few.get(0) : files;
        }
    }
}
