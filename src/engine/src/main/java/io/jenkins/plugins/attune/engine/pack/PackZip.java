package io.jenkins.plugins.attune.engine.pack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A pack's files as a zip file that two machines of ours exchange.
 *
 * <p>The JDK reads no rights from zip files as others write them, so that a file is a program stands in an extra field.
 * JDK types only.
 */
final class PackZip {
    /** Of our own; readers pass over fields that they do not know. */
    private static final byte[] PROGRAM = {'A', 't', 1, 0, 1};

    private PackZip() {}

    /** The same bytes for the same content. */
    static byte[] write(Path directory) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, Path> file : files(directory).entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                if (Files.isExecutable(file.getValue())) {
                    entry.setExtra(PROGRAM);
                }
                zip.putNextEntry(entry);
                Files.copy(file.getValue(), zip);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static TreeMap<String, Path> files(Path root) throws IOException {
        TreeMap<String, Path> files = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return PackDigest.covers(directory) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile()) {
                    throw new IOException("a pack of the store holds what is no file: " + file);
                }
                files.put(
                        root.relativize(file)
                                .toString()
                                .replace(file.getFileSystem().getSeparator(), "/"),
                        file);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    static boolean isProgram(ZipEntry entry) {
        byte[] extra = entry.getExtra();
        return extra != null && holds(extra);
    }

    /** Anywhere among the fields: the JDK may put one of its own before it. */
    private static boolean holds(byte[] extra) {
        for (int at = 0; at + PROGRAM.length <= extra.length; ) {
            if (extra[at] == PROGRAM[0] && extra[at + 1] == PROGRAM[1]) {
                return extra[at + PROGRAM.length - 1] == 1;
            }
            at += 4 + (extra[at + 2] & 0xff) + ((extra[at + 3] & 0xff) << 8);
        }
        return false;
    }
}
