package io.jenkins.plugins.attune.engine.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * Says of a pack's directory what is in it, in a few characters: the names of its files, whether they are programs, what
 * links lead to, and the content.
 *
 * <p>Left out is what {@link SnapshotWalk} leaves out, such as {@code node_modules}. Of what lies beyond {@link
 * #MAX_BYTES} of content, size and time of change stand for it: a run must not wait for data to be read that it may not
 * need. JDK types only; takes as long as the disk does.
 */
public final class PackDigest {
    /** Content that is read, in bytes; packs are scripts, and far smaller. */
    private static final long MAX_BYTES = 64L << 20;

    private static final int BUFFER_BYTES = 64 << 10;

    private final Path root;
    private final TreeMap<String, Path> files = new TreeMap<>();
    private final MessageDigest digest = sha256();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long left = MAX_BYTES;

    private PackDigest(Path root) {
        this.root = root;
    }

    /** SHA-256 in hexadecimal. */
    public static String of(Path packDirectory) throws IOException {
        PackDigest digest = new PackDigest(packDirectory);
        digest.list();
        for (var file : digest.files.entrySet()) {
            digest.add(file.getKey(), file.getValue());
        }
        return HexFormat.of().formatHex(digest.digest.digest());
    }

    /** Whether what is in a directory is part of a pack, and so of its digest, as far as the directory's name tells. */
    public static boolean covers(Path directory) {
        return !SnapshotWalk.isSkipped(directory);
    }

    private void list() throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return SnapshotWalk.isSkipped(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.put(root.relativize(file).toString(), file);
                return files.size() < SnapshotWalk.MAX_ENTRIES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            /** What can't be read can't be run either; that it is there counts. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                files.put(root.relativize(file).toString(), file);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void add(String name, Path file) throws IOException {
        text(name);
        if (Files.isSymbolicLink(file)) {
            text("link " + Files.readSymbolicLink(file));
        } else if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            text("other");
        } else {
            long size = Files.size(file);
            text((Files.isExecutable(file) ? "program " : "file ") + size);
            if (size > left) {
                text("changed " + Files.getLastModifiedTime(file).toMillis());
            } else {
                left -= size;
                content(file);
            }
        }
    }

    private void content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                digest.update(buffer, 0, length);
            }
        }
    }

    /** Ended by a byte that no name holds, so that two texts never read like two others. */
    private void text(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
