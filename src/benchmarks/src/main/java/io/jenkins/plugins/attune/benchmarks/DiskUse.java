package io.jenkins.plugins.attune.benchmarks;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What directories take on disk together; a file with several names counts once. */
final class DiskUse {
    private static final long BLOCK = 4096;
    private static final double MEBIBYTE = 1 << 20;

    private DiskUse() {}

    static double mebibytes(List<Path> directories) throws IOException {
        Set<Object> seen = new HashSet<>();
        long[] sum = new long[1];
        for (Path directory : directories.stream().filter(Files::exists).toList()) {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.fileKey() == null || seen.add(attributes.fileKey())) {
                        sum[0] += (attributes.size() + BLOCK - 1) / BLOCK * BLOCK;
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return sum[0] / MEBIBYTE;
    }
}
