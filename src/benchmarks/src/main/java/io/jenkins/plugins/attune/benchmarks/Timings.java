package io.jenkins.plugins.attune.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Durations of one thing that was done several times. */
final class Timings {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int WHOLE = 100;

    private final List<Long> nanos = new ArrayList<>();

    /** Something that may fail, and so end the measurement. */
    interface Work {
        void run() throws Exception;
    }

    void add(long duration) {
        nanos.add(duration);
    }

    void measure(Work work) throws Exception {
        long begun = System.nanoTime();
        work.run();
        add(System.nanoTime() - begun);
    }

    /** The duration that this part of all, in hundredths, stays below. */
    double millis(int part) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * part / WHOLE)) / NANOS_PER_MILLI;
    }
}
