package io.jenkins.plugins.attune.engine.environment;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * How much an environment holds, without what comes and goes while it is used: compiled files, copies of packs, and the
 * marker.
 */
record Footprint(long files, long bytes) {
    private static final Set<String> CHANGING = Set.of("__pycache__", ".attune-ready");

    static Footprint of(Slot slot) throws IOException {
        long[] sum = new long[2];
        Files.walkFileTree(slot.directory(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.equals(slot.copies()) || isChanging(directory)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!isChanging(file)) {
                    sum[0]++;
                    sum[1] += attributes.size();
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new Footprint(sum[0], sum[1]);
    }

    private static boolean isChanging(Path path) {
        return CHANGING.contains(path.getFileName().toString());
    }
}
