package io.jenkins.plugins.attune.engine.execution;

import java.io.IOException;
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
     * Kills every process of the run, and looks again until none is found twice: a signal takes its time, a process may
     * have started another meanwhile, and on a busy machine one of some thousand that just become another program was
     * seen to be missed. Gives up after five seconds, which only processes in the kernel's hands outlast.
     */
    void kill(String executionId) {
        Look found = look(executionId);
        boolean over = false;
        for (int looks = 0; looks < LOOKS && !(over && found.isOver()); looks++) {
            over = found.isOver();
            found.marked().forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(PAUSE_NANOS);
            found = look(executionId);
        }
        if (!found.isOver()) {
            LOGGER.log(
                    Level.WARNING,
                    "run {0}: processes {1} can't be killed, {2} can't be told from others",
                    new Object[] {
                        executionId,
                        found.marked().stream().map(ProcessHandle::pid).toList(),
                        found.changing()
                    });
        }
    }

    /**
     * What one pass over the processes found.
     *
     * @param changing ids of those that become another program just now, so that nothing can be said yet
     */
    private record Look(List<ProcessHandle> marked, List<Long> changing) {
        boolean isOver() {
            return marked.isEmpty() && changing.isEmpty();
        }
    }

    private Look look(String executionId) {
        Look found = new Look(new ArrayList<>(), new ArrayList<>());
        if (!Files.isDirectory(proc)) {
            return found;
        }
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(entry.getFileName().toString());
                if (pid != self) {
                    switch (ProcessVariables.of(entry).ask(MARKER, executionId)) {
                        case YES -> ProcessHandle.of(pid).ifPresent(found.marked::add);
                        case NOT_YET_KNOWN -> found.changing.add(pid);
                        default -> {}
                    }
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the processes of run " + executionId + " could not be looked for", e);
        }
        return found;
    }
}
