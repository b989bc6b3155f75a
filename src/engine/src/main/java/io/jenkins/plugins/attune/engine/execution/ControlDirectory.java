package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory, mode 0700, in which the supervisor of one run keeps its FIFOs, streams and exit status. */
final class ControlDirectory {
    private final Path path;

    private ControlDirectory(Path path) {
        this.path = path;
    }

    /** Makes the directory, which must not be there yet. */
    static ControlDirectory create(Path root, String executionId) throws IOException {
        Files.createDirectories(root);
        Path path = root.resolve(executionId);
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new ControlDirectory(path);
    }

    Path path() {
        return path;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /**
     * Opens one of the FIFOs for writing. Reading is asked for as well because then opening never blocks, whether or not
     * the supervisor lives; a writer that blocks later is freed by closing the channel.
     */
    FileChannel openFifo(String name) throws IOException {
        return FileChannel.open(file(name), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** What the supervisor wrote last, or null while it has not: {@code <reason> <code>}. */
    @CheckForNull
    String exit() throws IOException {
        String line = read("exit");
        return line != null && line.endsWith(" end\n") ? line.substring(0, line.length() - " end\n".length()) : null;
    }

    /** A small file, or null where there is none. */
    @CheckForNull
    String read(String name) throws IOException {
        try {
            return Files.readString(file(name), StandardCharsets.UTF_8);
        } catch (NoSuchFileException absent) {
            return null;
        }
    }

    /** Removes the directory and all in it; what is gone already is no error. */
    void delete() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
                if (error instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw error;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @CheckForNull IOException error)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
