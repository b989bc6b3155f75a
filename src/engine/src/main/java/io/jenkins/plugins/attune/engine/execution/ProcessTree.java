package io.jenkins.plugins.attune.engine.execution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds the processes of a run by the marker in their environment, wherever in the process tree they have gone.
 *
 * <p>A process that clears its environment and leaves the session is out of reach of this, and of any other means short
 * of control groups. Where there is no {@code /proc}, nothing is found.
 */
final class ProcessTree {
    /** The marker's name; its value is the run's id. */
    static final String MARKER = "ATTUNE_EXEC_ID";

    private static final int LOOKS = 250;
    private static final long PAUSE_NANOS = 20_000_000;

    private static final Logger LOGGER = Logger.getLogger(ProcessTree.class.getName());

    private final Path proc;

    ProcessTree(Path proc) {
        this.proc = proc;
    }

    /**
     * Kills every process of the run, and looks again until none is found: a signal takes its time, and a process may
     * have started another meanwhile. Gives up after five seconds, which only processes in the kernel's hands outlast.
     */
    void kill(String executionId) {
        List<ProcessHandle> found = find(executionId);
        for (int look = 0; look < LOOKS && !found.isEmpty(); look++) {
            found.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(PAUSE_NANOS);
            found = find(executionId);
        }
        if (!found.isEmpty()) {
            LOGGER.log(Level.WARNING, "run {0}: processes {1} can't be killed", new Object[] {
                executionId, found.stream().map(ProcessHandle::pid).toList()
            });
        }
    }

    private List<ProcessHandle> find(String executionId) {
        List<ProcessHandle> found = new ArrayList<>();
        if (!Files.isDirectory(proc)) {
            return found;
        }
        String marker = MARKER + "=" + executionId;
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(entry.getFileName().toString());
                if (pid != self && carries(entry.resolve("environ"), marker)) {
                    ProcessHandle.of(pid).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the processes of run " + executionId + " could not be looked for", e);
        }
        return found;
    }

    private static boolean carries(Path environ, String marker) {
        try {
            String variables = Files.readString(environ, StandardCharsets.ISO_8859_1);
            return variables.startsWith(marker + "\0") || variables.contains("\0" + marker + "\0");
        } catch (IOException gone) {
            // It has ended meanwhile, or belongs to another user and so is none of ours.
            LOGGER.log(Level.FINEST, "not readable: {0}", environ);
            return false;
        }
    }
}
