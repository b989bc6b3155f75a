package io.jenkins.plugins.attune.engine.queue;

import java.time.Instant;
import java.util.Objects;

/**
 * A circuit breaker as people see it.
 *
 * @param failures in a row so far
 * @param until when it lets one run through; the epoch where it is closed
 * @param lastFailed the label of whose failure was counted last: not everybody may know it; empty where none was
 */
public record BreakerView(Phase phase, int failures, Instant until, String lastFailed) {
    public static final BreakerView CLOSED = new BreakerView(Phase.CLOSED, 0, Instant.EPOCH, "");

    /** What it does with a run that comes. */
    public enum Phase {
        CLOSED,
        /** Refuses. */
        OPEN,
        /** Lets one through, and refuses the others until that one has ended. */
        HALF_OPEN
    }

    public BreakerView {
        Objects.requireNonNull(phase);
        Objects.requireNonNull(until);
        Objects.requireNonNull(lastFailed);
    }

    /** What made it count or open, for people. Who failed last is not for everybody, and not in it. */
    public String reason() {
        return failures == 1 ? "1 failure" : failures + " failures in a row";
    }
}
