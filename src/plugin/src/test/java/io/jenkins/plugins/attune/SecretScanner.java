package io.jenkins.plugins.attune;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Looks for a secret wherever it must not be: the environment and arguments of every process of the machine, and every
 * file below some directories.
 *
 * <p>Knows the secret as it is and in base64. Files that begin like gzip, as saved pipeline states do, are looked at
 * unpacked as well.
 */
final class SecretScanner {
    private static final int GZIP_MAGIC = 0x1f8b;

    private final List<byte[]> forms;

    SecretScanner(String secret) {
        byte[] plain = secret.getBytes(StandardCharsets.UTF_8);
        // Whole groups only: the characters after them depend on what follows.
        byte[] groups = Arrays.copyOf(plain, plain.length - plain.length % 3);
        forms = List.of(plain, Base64.getEncoder().encode(groups));
    }

    /** The places that hold it: {@code environ} and {@code cmdline} of every process that can be read. */
    List<Path> processes() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path process : entries.filter(SecretScanner::isProcess).toList()) {
                for (String file : List.of("environ", "cmdline")) {
                    if (contains(process.resolve(file))) {
                        found.add(process.resolve(file));
                    }
                }
            }
        }
        return found;
    }

    private static boolean isProcess(Path entry) {
        return entry.getFileName().toString().chars().allMatch(Character::isDigit);
    }

    /** The files below the directory that hold it; links are not followed. */
    List<Path> files(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && contains(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
                if (error instanceof NoSuchFileException || error instanceof AccessDeniedException) {
                    return FileVisitResult.CONTINUE;
                }
                throw error;
            }
        });
        return found;
    }

    private boolean contains(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException | AccessDeniedException gone) {
            return false;
        } catch (IOException e) {
            // A process that ended while it was read says "No such process".
            if (!Files.exists(file) || file.startsWith("/proc")) {
                return false;
            }
            throw e;
        }
        return holds(bytes) || isGzip(bytes) && holds(unpacked(file));
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && ((bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF) == GZIP_MAGIC;
    }

    private static byte[] unpacked(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return in.readAllBytes();
        }
    }

    private boolean holds(byte[] bytes) {
        // One byte becomes one character, so that nothing is lost in a file that is no text.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return forms.stream().anyMatch(form -> text.contains(new String(form, StandardCharsets.ISO_8859_1)));
    }
}
