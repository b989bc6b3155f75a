package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Removes what runs leave behind where everything that looked after them died: a power cut, or a kill of supervisor and
 * agent together.
 *
 * <p>Each run that begins is entered into a ledger, a directory with one link for each to its control directory, so that
 * control directories are found wherever the workspaces are. Parameter files go as soon as no supervisor lives; the rest
 * stays for {@link #KEPT}, because a controller may still come to ask how the run ended.
 *
 * <p>Holds no state but where to look; safe for use by several threads and by several processes on one machine.
 */
final class StaleRuns {
    /** How long the end of a run waits for somebody who wants to know. */
    static final Duration KEPT = Duration.ofDays(7);

    /** What is younger may still be in the making. */
    static final Duration YOUNG = Duration.ofMinutes(10);

    /** Most entries looked at in one go; the others have their turn when these are gone. */
    private static final int MOST = 10_000;

    private static final Logger LOGGER = Logger.getLogger(StaleRuns.class.getName());

    private final Path memory;
    private final Clock clock;

    /** @param memory where machines keep files in memory */
    StaleRuns(Path memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
    }

    /** Enters a run. What can't be entered is run all the same, and only missed after a power cut. */
    void enter(Path ledger, ControlDirectory control) {
        try {
            Files.createDirectories(ledger);
            Files.createSymbolicLink(entry(ledger, control), control.path().toAbsolutePath());
        } catch (FileAlreadyExistsException again) {
            LOGGER.log(Level.FINE, "{0} is entered already", control.path());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "run " + control.path() + " could not be entered in " + ledger);
        }
    }

    /** Takes a run out again whose control directory is gone. */
    void strike(Path ledger, ControlDirectory control) {
        if (!Files.exists(control.path())) {
            try {
                Files.deleteIfExists(entry(ledger, control));
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "run " + control.path() + " could not be struck off " + ledger);
            }
        }
    }

    private static Path entry(Path ledger, ControlDirectory control) {
        return ledger.resolve(control.path().getFileName());
    }

    /** Looks through the ledger and the files in memory; what can't be read or removed is told in the log. */
    void sweep(Path ledger) {
        forEach(ledger, "*", this::sweepEntry);
        forEach(memory, ControlDirectory.MEMORY_PREFIX + "*", this::sweepMemory);
    }

    private interface Look {
        void at(Path path) throws IOException;
    }

    private static void forEach(Path directory, String pattern, Look look) {
        int seen = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, pattern)) {
            for (Path entry : entries) {
                if (seen++ == MOST) {
                    LOGGER.log(Level.WARNING, "{0} holds more than {1} entries", new Object[] {directory, MOST});
                    break;
                }
                lookAt(entry, look);
            }
        } catch (NoSuchFileException none) {
            LOGGER.log(Level.FINE, "there is no {0}", directory);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "what runs left in " + directory + " could not be looked through");
        }
    }

    private static void lookAt(Path entry, Look look) {
        try {
            look.at(entry);
        } catch (NoSuchFileException meanwhile) {
            LOGGER.log(Level.FINE, "{0} went by itself", entry);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "what a run left in " + entry + " could not be removed");
        }
    }

    private void sweepEntry(Path entry) throws IOException {
        if (!Files.isSymbolicLink(entry)) {
            return;
        }
        ControlDirectory control = ControlDirectory.at(Files.readSymbolicLink(entry));
        if (!Files.isDirectory(control.path(), LinkOption.NOFOLLOW_LINKS)) {
            if (isOlder(entry, YOUNG)) {
                Files.deleteIfExists(entry);
            }
            return;
        }
        if (control.supervisorLives() || !isOlder(control.path(), YOUNG)) {
            return;
        }
        if (Files.exists(control.file(ControlDirectory.PARAMETERS), LinkOption.NOFOLLOW_LINKS)) {
            LOGGER.log(Level.INFO, "the parameter files of a run that died are removed: {0}", control.path());
            control.deleteParameters();
        }
        if (isOlder(control.path(), KEPT)) {
            LOGGER.log(Level.INFO, "a run that nobody has asked for is removed: {0}", control.path());
            if (control.exit() == null) {
                new ProcessTree(Path.of("/proc"))
                        .kill(control.path().getFileName().toString());
            }
            control.delete();
            Files.deleteIfExists(entry);
        }
    }

    /** Also finds the files of runs that no ledger of this agent knows: of another agent of this user, for example. */
    private void sweepMemory(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                || !Files.isReadable(directory)
                || !isOlder(directory, YOUNG)) {
            return;
        }
        ControlDirectory control = owner(directory);
        if (control == null || !control.supervisorLives()) {
            LOGGER.log(Level.INFO, "the parameter files of a run that died are removed: {0}", directory);
            ControlDirectory.deleteTree(directory);
        }
    }

    @CheckForNull
    private static ControlDirectory owner(Path directory) throws IOException {
        Path link = directory.resolve("control");
        return Files.isSymbolicLink(link) ? ControlDirectory.at(Files.readSymbolicLink(link)) : null;
    }

    private boolean isOlder(Path path, Duration age) throws IOException {
        Instant changed =
                Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
        return changed.plus(age).isBefore(clock.instant());
    }
}
