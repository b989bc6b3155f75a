package io.jenkins.plugins.attune.engine.queue;

import java.util.Arrays;

/** How long the latest tickets waited. Grows with their number, up to a bound. Guarded by the lock of {@link Queues}. */
final class WaitTimes {
    /** How many waits are remembered. */
    static final int SAMPLES = 512;

    private static final int SMALLEST = 4;
    private static final int MEDIAN = 50;
    private static final int NEARLY_ALL = 95;
    private static final int PERCENT = 100;

    private long[] millis = new long[SMALLEST];
    private long count;

    void add(long waited) {
        if (count == millis.length && count < SAMPLES) {
            millis = Arrays.copyOf(millis, 2 * millis.length);
        }
        millis[(int) (count % millis.length)] = waited;
        count++;
    }

    long count() {
        return count;
    }

    /** Sorts a copy: for people and metrics, not for every grant. */
    Waits summary() {
        long[] sorted = Arrays.copyOf(millis, (int) Math.min(count, millis.length));
        Arrays.sort(sorted);
        return sorted.length == 0
                ? Waits.NONE
                : new Waits(at(sorted, MEDIAN), at(sorted, NEARLY_ALL), sorted[sorted.length - 1]);
    }

    private static long at(long[] sorted, int percent) {
        int rank = (sorted.length * percent + PERCENT - 1) / PERCENT;
        return sorted[rank - 1];
    }
}
