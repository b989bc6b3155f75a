package io.jenkins.plugins.attune.engine.queue;

import java.io.Serializable;

/**
 * When to stop trying: after so many failures in a row nothing is let in for a while, then one run, to see.
 *
 * @param failures from 1 to {@link #MAX_FAILURES}
 * @param openSeconds from 1 to {@link #MAX_OPEN_SECONDS}
 */
public record Breaker(int failures, int openSeconds) implements Serializable {
    public static final int MAX_FAILURES = 1_000_000;

    /** A week, in seconds. */
    public static final int MAX_OPEN_SECONDS = 604_800;

    private static final long MILLIS_PER_SECOND = 1_000;

    public Breaker {
        Bounds.check("failures of a circuit breaker", failures, 1, MAX_FAILURES);
        Bounds.check("seconds for which a circuit breaker is open", openSeconds, 1, MAX_OPEN_SECONDS);
    }

    /** Whether this opens earlier; of two that open at the same time, stays open longer. */
    boolean isStricterThan(Breaker other) {
        return failures < other.failures || failures == other.failures && openSeconds > other.openSeconds;
    }

    long openMillis() {
        return openSeconds * MILLIS_PER_SECOND;
    }

    @Override
    public String toString() {
        return "open for " + openSeconds + " s after " + failures + " failures in a row";
    }
}
