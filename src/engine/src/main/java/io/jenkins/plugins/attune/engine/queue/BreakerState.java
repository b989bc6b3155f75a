package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.CircuitOpenException;
import io.jenkins.plugins.attune.engine.queue.BreakerView.Phase;
import io.jenkins.plugins.attune.engine.queue.JournalRecord.BreakerChanged;
import java.time.Instant;

/**
 * The circuit breaker of one queue. Its phase follows from the time: nothing has to happen for it to be half open.
 *
 * <p>Guarded by the lock of {@link Queues}.
 */
final class BreakerState {
    /** How long failures are remembered at least when nothing more is heard of the queue: an hour, in milliseconds. */
    static final long MEMORY_MILLIS = 3_600_000;

    private final String key;
    private int failures;
    private long openUntil;
    private long since;
    private String lastFailed = "";

    /** The id of the one ticket that is let through. */
    @CheckForNull
    private String probe;

    BreakerState(String key) {
        this.key = key;
    }

    void restore(BreakerChanged saved) {
        failures = saved.failures();
        openUntil = saved.openUntilMillis();
        since = saved.sinceMillis();
        lastFailed = saved.lastFailed();
    }

    BreakerChanged saved() {
        return new BreakerChanged(key, failures, openUntil, since, lastFailed);
    }

    Phase phase(long now) {
        if (openUntil == 0) {
            return Phase.CLOSED;
        }
        return now < openUntil ? Phase.OPEN : Phase.HALF_OPEN;
    }

    boolean letsIn(long now) {
        Phase phase = phase(now);
        return phase == Phase.CLOSED || phase == Phase.HALF_OPEN && probe == null;
    }

    CircuitOpenException refusal(long now) {
        String what = "the circuit breaker of the queue '" + key + "' refuses runs "
                + (phase(now) == Phase.OPEN
                        ? "until " + Instant.ofEpochMilli(openUntil)
                        : "until the one that was let through has ended")
                + ": " + view(now).reason();
        return new CircuitOpenException(what, "Mend the cause, then wait, or have the breaker reset by hand.");
    }

    /** A ticket that was let in takes its place in the line. */
    void entered(String id, long now) {
        if (phase(now) == Phase.HALF_OPEN) {
            probe = id;
        }
    }

    /** A ticket is gone, and nothing was learnt from it. */
    void left(Waiter waiter) {
        if (waiter.id().equals(probe)) {
            probe = null;
        }
    }

    /**
     * A run has ended.
     *
     * @return whether what is saved has changed
     */
    boolean ended(Waiter waiter, Outcome outcome, Breaker rule, long now) {
        boolean tried = waiter.id().equals(probe);
        left(waiter);
        if (outcome == Outcome.FAILED) {
            return failed(waiter, tried, rule, now);
        }
        boolean wasClosed = openUntil == 0;
        if (outcome == Outcome.SUCCEEDED && failures > 0 && (tried || wasClosed)) {
            reset();
            return true;
        }
        return false;
    }

    private boolean failed(Waiter waiter, boolean tried, Breaker rule, long now) {
        if (openUntil != 0 && !tried) {
            return false;
        }
        failures = failures == Integer.MAX_VALUE ? failures : failures + 1;
        since = now;
        lastFailed = waiter.request().owner().label();
        if (tried || failures >= rule.failures()) {
            openUntil = now + rule.openMillis();
        }
        return true;
    }

    void reset() {
        failures = 0;
        openUntil = 0;
        lastFailed = "";
        probe = null;
    }

    /** From when on it is as good as new, where nothing more happens. */
    long forgottenAt() {
        return failures == 0 ? RateWindow.ALWAYS : Math.max(since, openUntil) + MEMORY_MILLIS;
    }

    BreakerView view(long now) {
        return new BreakerView(phase(now), failures, Instant.ofEpochMilli(openUntil), lastFailed);
    }
}
