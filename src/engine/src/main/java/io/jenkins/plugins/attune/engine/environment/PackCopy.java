package io.jenkins.plugins.attune.engine.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The copy of a pack that lies below its modules.
 *
 * <p>Node.js looks for the modules of a script in the directories above it, and for ES modules nowhere else. A copy is
 * named by path, size, and times of the pack's files, and never changes; other content is another copy.
 */
final class PackCopy {
    private static final int NAME_DIGITS = 12;

    private PackCopy() {}

    /** The copy, made unless it is there. */
    static Path of(Slot slot, Path pack, Instant now) throws IOException {
        Path copy = slot.copies().resolve(fingerprint(pack));
        if (Files.isDirectory(copy)) {
            Files.setLastModifiedTime(copy, FileTime.from(now));
            return copy;
        }
        Files.createDirectories(slot.copies());
        Path fresh = Files.createTempDirectory(slot.copies(), ".new-");
        try {
            copy(pack, fresh);
            Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another run was faster; which error that gives depends on the system.
            if (!Files.isDirectory(copy)) {
                throw e;
            }
        } finally {
            Trees.delete(fresh);
        }
        return copy;
    }

    private static String fingerprint(Path pack) throws IOException {
        MessageDigest digest = sha256();
        digest.update(pack.toString().getBytes(StandardCharsets.UTF_8));
        try (var paths = Files.walk(pack)) {
            for (Path path : paths.sorted().toList()) {
                if (!isOurs(pack, path)) {
                    BasicFileAttributes file =
                            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    String line = pack.relativize(path) + "\0" + file.size() + "\0" + file.lastModifiedTime() + "\0"
                            + file.fileKey() + "\n";
                    digest.update(line.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_DIGITS);
    }

    private static void copy(Path pack, Path fresh) throws IOException {
        Files.walkFileTree(pack, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (isOurs(pack, directory)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(fresh.resolve(pack.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(
                        file,
                        fresh.resolve(pack.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** What would hide the modules of the environment, or has no part in a run. */
    private static boolean isOurs(Path pack, Path path) {
        Path below = pack.relativize(path);
        return below.startsWith("node_modules") || below.startsWith(".git");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
