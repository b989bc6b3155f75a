package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The directory, mode 0700, in which the supervisor of one run keeps its FIFOs, streams and exit status. */
final class ControlDirectory {
    private static final Logger LOGGER = Logger.getLogger(ControlDirectory.class.getName());

    /** Where it exists, the supervisor may be out of sight of this process: ids of processes say nothing. */
    private static final String DETACHED = "detached";

    /** What such a supervisor has open for as long as it lives. */
    private static final String ALIVE = "alive";

    /** Directory of parameter files in it, or a link to one in memory that the supervisor makes. */
    static final String PARAMETERS = "files";

    /** Where machines keep files in memory; what a run has there is named after its control directory. */
    static final Path MEMORY = Path.of("/dev/shm");

    /** Begins the name of what a run has in memory. */
    static final String MEMORY_PREFIX = "attune-";

    private static final List<String> FIFOS = List.of("doc", "ev", "in", "out", "err", ALIVE);

    /** How far the start of a process, as the system tells it, may lie after what the process wrote first. */
    private static final long CLOCK_STEP_SECONDS = 2;

    private final Path path;

    private ControlDirectory(Path path) {
        this.path = path;
    }

    /** The directory at a path, whether it is there or not. */
    static ControlDirectory at(Path path) {
        return new ControlDirectory(path);
    }

    /** Makes the directory, which must not be there yet. */
    void create() throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Notes, for whoever finds the run later, that its supervisor may be in a namespace of its own. */
    void markDetached() throws IOException {
        Files.createFile(file(DETACHED));
    }

    boolean isDetached() {
        return Files.exists(file(DETACHED));
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

    /** The supervisor's process, or null where it is gone or out of sight; a process that took over its id is not it. */
    @CheckForNull
    ProcessHandle supervisor() throws IOException {
        String pid = isDetached() ? null : read("supervisor");
        if (pid == null || pid.isBlank()) {
            return null;
        }
        ProcessHandle process = ProcessHandle.of(Long.parseLong(pid.strip())).orElse(null);
        boolean another = process != null
                && process.info()
                        .startInstant()
                        .map(start -> start.isAfter(modified("supervisor").plusSeconds(CLOCK_STEP_SECONDS)))
                        .orElse(false);
        return another || process != null && isZombie(process.pid()) ? null : process;
    }

    /** An agent that replaced its own process has children that it does not know, and never reaps. */
    private static boolean isZombie(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (NoSuchFileException none) {
            return false; // there is no /proc here, or the process has just ended
        }
    }

    /** Whether somebody still looks after the run. */
    boolean supervisorLives() throws IOException {
        if (isDetached()) {
            return FifoEnd.hasReader(file(ALIVE));
        }
        ProcessHandle process = supervisor();
        return process != null && process.isAlive();
    }

    /** Time between the writing of two files, in milliseconds; 0 where one is missing. */
    long millisBetween(String first, String last) {
        Path from = file(first);
        Path to = file(last);
        return Files.exists(from) && Files.exists(to)
                ? Math.max(0, Duration.between(modified(first), modified(last)).toMillis())
                : 0;
    }

    private Instant modified(String name) {
        try {
            return Files.getLastModifiedTime(file(name)).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the FIFOs of a run that has ended: whoever opens one, a clean-up for example, would wait for ever. */
    void deleteFifos() {
        for (String name : FIFOS) {
            try {
                Files.deleteIfExists(file(name));
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> file(name) + " could not be removed");
            }
        }
    }

    /** Removes the parameter files, wherever they lie: the supervisor does so at its end, unless it was killed. */
    void deleteParameters() throws IOException {
        Path files = file(PARAMETERS);
        if (Files.isSymbolicLink(files)) {
            Path own = MEMORY.resolve(MEMORY_PREFIX + path.getFileName());
            if (own.equals(Files.readSymbolicLink(files))) {
                deleteTree(own);
            }
        }
        deleteTree(files);
    }

    /**
     * Removes the directory and all in it; what is gone already is no error. The supervisor's last word goes last: whoever
     * finds what a kill in between left still reads how the run ended.
     */
    void delete() throws IOException {
        deleteParameters();
        Path last = file("exit");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, entry -> !entry.equals(last))) {
            for (Path entry : entries) {
                deleteTree(entry);
            }
        } catch (NoSuchFileException | NotDirectoryException gone) {
            LOGGER.log(Level.FINE, "{0} is gone already", path);
        }
        deleteTree(path);
    }

    /** Removes a file or a directory with all in it; follows no link. */
    static void deleteTree(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
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
