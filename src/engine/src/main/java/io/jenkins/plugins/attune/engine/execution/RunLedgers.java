package io.jenkins.plugins.attune.engine.execution;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Knows the ledgers that this process has used, and has each looked through when it is first used, and from time to time.
 *
 * <p>One lock guards the set; nothing is read or written under it.
 */
final class RunLedgers {
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);

    private final StaleRuns stale;
    private final Executor executor;
    private final Object lock = new Object();
    private final Set<Path> known = new TreeSet<>();

    RunLedgers(StaleRuns stale, Executor executor, ScheduledExecutorService timer) {
        this.stale = stale;
        this.executor = executor;
        long seconds = BETWEEN_SWEEPS.toSeconds();
        timer.scheduleWithFixedDelay(() -> executor.execute(this::sweep), seconds, seconds, TimeUnit.SECONDS);
    }

    /** Enters a run into the ledger of its machine. */
    void enter(RunRequest.Place place, ControlDirectory control) {
        Path ledger = ledger(place);
        stale.enter(ledger, control);
        boolean first;
        synchronized (lock) {
            first = known.add(ledger);
        }
        if (first) {
            executor.execute(() -> stale.sweep(ledger));
        }
    }

    /** Takes a run out again that has left nothing. */
    void strike(RunRequest.Place place, ControlDirectory control) {
        stale.strike(ledger(place), control);
    }

    /** Beside the environments, where an agent keeps what outlives workspaces. */
    private static Path ledger(RunRequest.Place place) {
        return Path.of(place.environments()).toAbsolutePath().resolveSibling("runs");
    }

    private void sweep() {
        List<Path> ledgers;
        synchronized (lock) {
            ledgers = List.copyOf(known);
        }
        for (Path ledger : ledgers) {
            if (Files.isDirectory(ledger)) {
                stale.sweep(ledger);
            } else {
                synchronized (lock) {
                    known.remove(ledger);
                }
            }
        }
    }
}
