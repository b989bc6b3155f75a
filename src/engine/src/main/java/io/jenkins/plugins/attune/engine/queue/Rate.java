package io.jenkins.plugins.attune.engine.queue;

import java.io.Serializable;

/**
 * How many runs may start within a time, counted over a sliding window.
 *
 * @param runs from 1 to {@link #MAX_RUNS}
 * @param windowSeconds from 1 to {@link #MAX_WINDOW_SECONDS}
 */
public record Rate(int runs, int windowSeconds) implements Serializable {
    /** Most runs a rate counts: their starts are remembered, 8 bytes each. */
    public static final int MAX_RUNS = 10_000;

    /** A day, in seconds. */
    public static final int MAX_WINDOW_SECONDS = 86_400;

    private static final int MINUTE_SECONDS = 60;
    private static final long MILLIS_PER_SECOND = 1_000;

    public Rate {
        Bounds.check("runs of a rate", runs, 1, MAX_RUNS);
        Bounds.check("window of a rate, in seconds,", windowSeconds, 1, MAX_WINDOW_SECONDS);
    }

    public static Rate perMinute(int runs) {
        return new Rate(runs, MINUTE_SECONDS);
    }

    /** Whether this lets fewer runs through over a long time; of two that are equal there, the shorter bursts. */
    boolean isStricterThan(Rate other) {
        int order = Long.compare((long) runs * other.windowSeconds, (long) other.runs * windowSeconds);
        return order < 0 || order == 0 && runs < other.runs;
    }

    long windowMillis() {
        return windowSeconds * MILLIS_PER_SECOND;
    }

    @Override
    public String toString() {
        return runs + " runs per " + (windowSeconds == MINUTE_SECONDS ? "minute" : windowSeconds + " s");
    }
}
