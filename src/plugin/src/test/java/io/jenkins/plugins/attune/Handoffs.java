package io.jenkins.plugins.attune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * When builds asked for a slot, began to use it and gave it back; told by their scripts.
 *
 * @param kind what they waited in
 */
public record Handoffs(String kind, int builds, int limit, Log log) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Guarded by itself. */
    public static final class Log {
        private final List<Integer> asked = new ArrayList<>();
        private final List<Integer> begun = new ArrayList<>();
        private final List<Long> begins = new ArrayList<>();
        private final List<Long> ends = new ArrayList<>();
        private final Semaphore news = new Semaphore(0);
        private final CountDownLatch all;
        private int most;
        private volatile boolean open;

        Log(int builds) {
            all = new CountDownLatch(builds);
        }

        public synchronized void ask(int build) {
            asked.add(build);
            news.release();
        }

        public synchronized void begin(int build) {
            begins.add(System.nanoTime());
            begun.add(build);
            most = Math.max(most, begins.size() - ends.size());
        }

        public synchronized void end() {
            ends.add(System.nanoTime());
            all.countDown();
        }

        public boolean isOpen() {
            return open;
        }

        void open() {
            open = true;
        }

        void awaitAsked() throws InterruptedException {
            if (!news.tryAcquire(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a build did not ask");
            }
        }

        void awaitEnd() throws InterruptedException {
            if (!all.await(1, TimeUnit.HOURS)) {
                throw new IllegalStateException("builds did not end: " + all.getCount());
            }
        }
    }

    /** From a slot that is given back to the next one that begins, sorted; in milliseconds. */
    double[] gaps() {
        synchronized (log) {
            double[] gaps = new double[log.begins.size() - limit];
            for (int i = 0; i < gaps.length; i++) {
                gaps[i] = (log.begins.get(i + limit) - log.ends.get(i)) / NANOS_PER_MILLI;
            }
            Arrays.sort(gaps);
            return gaps;
        }
    }

    double at(double share) {
        double[] gaps = gaps();
        return gaps[Math.max(0, (int) Math.ceil(gaps.length * share) - 1)];
    }

    double seconds() {
        synchronized (log) {
            return (log.ends.get(log.ends.size() - 1) - log.ends.get(0)) / NANOS_PER_MILLI / 1000;
        }
    }

    int most() {
        synchronized (log) {
            return log.most;
        }
    }

    /** How many builds began before one that had asked earlier and, by the limit, should have begun. */
    int outOfOrder() {
        synchronized (log) {
            int wrong = 0;
            for (int i = 0; i < log.begun.size(); i++) {
                if (log.asked.indexOf(log.begun.get(i)) - i >= limit) {
                    wrong++;
                }
            }
            return wrong;
        }
    }

    String row(double cpuSeconds) {
        return String.format(
                Locale.ROOT,
                "%-12s %5d %5d %9.1f %9.1f %9.1f %9.1f %9.1f %8.1f %4d %5d",
                kind,
                builds,
                limit,
                seconds(),
                at(0.5),
                at(0.95),
                at(0.99),
                at(1),
                cpuSeconds,
                most(),
                outOfOrder());
    }

    static String head() {
        return String.format(
                "%-12s %5s %5s %9s %9s %9s %9s %9s %8s %4s %5s",
                "", "n", "limit", "all s", "p50 ms", "p95 ms", "p99 ms", "max ms", "CPU s", "most", "wrong");
    }
}
