package io.jenkins.plugins.attune.engine.queue;

/** The last starts of runs, as many as a rate counts. Guarded by the lock of {@link Queues}. */
final class RateWindow {
    /** What is asked before anything has started. */
    static final long ALWAYS = Long.MIN_VALUE;

    private static final int SMALLEST = 4;

    private long[] starts = new long[SMALLEST];
    private int next;
    private int size;

    void add(long now, Rate rate) {
        if (size == starts.length && size < rate.runs()) {
            grow(Math.min(rate.runs(), 2 * size));
        }
        starts[next] = now;
        next = (next + 1) % starts.length;
        size = Math.min(size + 1, starts.length);
    }

    /** From when on the rate lets another run start. */
    long freeAt(Rate rate) {
        if (size < rate.runs()) {
            return ALWAYS;
        }
        return starts[Math.floorMod(next - rate.runs(), starts.length)] + rate.windowMillis();
    }

    /** From when on nothing here can matter any more. */
    long forgottenAt(Rate rate) {
        return size == 0 ? ALWAYS : starts[Math.floorMod(next - 1, starts.length)] + rate.windowMillis();
    }

    private void grow(int length) {
        long[] longer = new long[length];
        for (int i = 0; i < size; i++) {
            longer[i] = starts[Math.floorMod(next - size + i, starts.length)];
        }
        next = size;
        starts = longer;
    }
}
