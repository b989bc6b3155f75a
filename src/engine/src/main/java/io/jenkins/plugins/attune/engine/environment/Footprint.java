package io.jenkins.plugins.attune.engine.environment;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * How much an environment holds, but for copies of packs.
 *
 * @param files without what comes and goes while it is used: compiled files and the marker
 * @param bytes of those files
 * @param allBytes of compiled files, too, which take as much as their sources
 */
record Footprint(long files, long bytes, long allBytes) {
    private static final Set<String> CHANGING = Set.of("__pycache__", ".attune-ready");

    static Footprint of(Slot slot) throws IOException {
        long[] sum = new long[3];
        Files.walkFileTree(slot.directory(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.equals(slot.copies()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum[2] += attributes.size();
                if (!isChanging(file) && !isChanging(file.getParent())) {
                    sum[0]++;
                    sum[1] += attributes.size();
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new Footprint(sum[0], sum[1], sum[2]);
    }

    private static boolean isChanging(Path path) {
        return CHANGING.contains(path.getFileName().toString());
    }
}
