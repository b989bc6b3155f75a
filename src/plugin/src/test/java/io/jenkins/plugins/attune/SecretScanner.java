package io.jenkins.plugins.attune;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Looks for secrets wherever they must not be: the environment and arguments of every process of the machine, and every
 * file below some directories.
 *
 * <p>Knows their {@link WrittenSecret forms}. Files that begin like gzip, as saved pipeline states do, are looked at
 * unpacked as well. For one thread at a time.
 */
final class SecretScanner {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int CHUNK_BYTES = 64 << 10;

    private final List<String> forms;
    private int searched;

    SecretScanner(String... secrets) {
        forms = Stream.of(secrets)
                .flatMap(secret -> WrittenSecret.forms(secret).stream())
                // One byte becomes one character, so that nothing is lost in a file that is no text.
                .map(form -> new String(form.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .distinct()
                .toList();
    }

    /** How many files of directories have been looked at. */
    int searched() {
        return searched;
    }

    /** The places that hold one: {@code environ} and {@code cmdline} of every process that can be read. */
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

    /** The files below the directory that hold one; links are not followed. */
    List<Path> files(Path directory) throws IOException {
        return files(directory, Instant.EPOCH);
    }

    /** The same among those that were written since then: a directory that is not ours alone may hold gigabytes. */
    List<Path> files(Path directory, Instant since) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()
                        && !attributes.lastModifiedTime().toInstant().isBefore(since)) {
                    searched++;
                    if (contains(file)) {
                        found.add(file);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
                return goOn(error);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException error) throws IOException {
                return error == null ? FileVisitResult.CONTINUE : goOn(error);
            }
        });
        return found;
    }

    private static FileVisitResult goOn(IOException error) throws IOException {
        if (error instanceof NoSuchFileException || error instanceof AccessDeniedException) {
            return FileVisitResult.CONTINUE;
        }
        throw error;
    }

    private boolean contains(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
            return holds(bytes) || isGzip(bytes) && holds(unpacked(file));
        } catch (NoSuchFileException | AccessDeniedException gone) {
            return false;
        } catch (IOException e) {
            // A process that ended while it was read says "No such process".
            if (!Files.exists(file) || file.startsWith("/proc")) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && ((bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF) == GZIP_MAGIC;
    }

    /** As much as can be unpacked: somebody may be writing it. */
    private static byte[] unpacked(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), CHUNK_BYTES)) {
            in.transferTo(out);
        } catch (EOFException | ZipException cut) {
            return out.toByteArray();
        }
        return out.toByteArray();
    }

    /** Whether one is in the text. */
    boolean holds(String text) {
        return holds(text.getBytes(StandardCharsets.UTF_8));
    }

    boolean holds(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return forms.stream().anyMatch(text::contains);
    }
}
