package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who uses an environment at the moment.
 *
 * <p>A run is told by its control directory, which outlasts the process that started it; any other user by its process.
 */
final class Uses {
    /** Longer than any run may take; what is older was left behind. */
    private static final Duration OLDEST = Duration.ofDays(35);

    /** Between the environment and its user, in the name of a file. */
    private static final String SEPARATOR = "~";

    /** How far two readings of a process's start may lie apart. */
    private static final long START_MILLIS = 2000;

    private final Slot slot;

    Uses(Slot slot) {
        this.slot = slot;
    }

    /**
     * Notes a use; has to come before the marker is looked at.
     *
     * @param id unique on this machine
     * @param control the run's control directory, or null where this process is the user
     */
    Path begin(String id, @CheckForNull Path control, Instant now) throws IOException {
        Path file = slot.uses().resolve(slot.id() + SEPARATOR + id);
        Map<String, String> values = new TreeMap<>();
        if (control == null) {
            values.put("pid", Long.toString(ProcessHandle.current().pid()));
            values.put("start", Long.toString(start(ProcessHandle.current())));
        } else {
            values.put("control", control.toString());
        }
        Files.createDirectories(slot.uses());
        // Beside the notes, since whoever counts them would read a half-written one.
        StateFile.write(file, slot.root().resolve(".use-" + file.getFileName()), values);
        Files.setLastModifiedTime(file, FileTime.from(now));
        return file;
    }

    /** How many there are; notes of those that are gone are removed. */
    int count(Instant now) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(slot.uses(), slot.id() + SEPARATOR + "*")) {
            for (Path file : files) {
                if (isAlive(file, now)) {
                    count++;
                } else {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException unused) {
            return 0;
        }
        return count;
    }

    private static boolean isAlive(Path file, Instant now) throws IOException {
        Map<String, String> use = StateFile.read(file);
        try {
            if (Files.getLastModifiedTime(file).toInstant().plus(OLDEST).isBefore(now)) {
                return false;
            }
        } catch (NoSuchFileException justGone) {
            return false;
        }
        if (use.containsKey("control")) {
            Path control = Path.of(use.get("control"));
            return Files.isDirectory(control) && !Files.exists(control.resolve("exit"));
        }
        return ProcessHandle.of(StateFile.number(use, "pid"))
                .map(process -> Math.abs(start(process) - StateFile.number(use, "start")) < START_MILLIS)
                .orElse(false);
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
