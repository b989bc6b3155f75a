package io.jenkins.plugins.attune.engine.keys;

import java.util.function.LongSupplier;

/** How often something may be done: so many times at once, and so many a second in the long run. */
final class Allowance {
    private static final double NANOS_PER_SECOND = 1e9;

    private final int burst;
    private final int perSecond;
    private final LongSupplier nanos;
    private double left;
    private long last;

    /** @param nanos a clock that only goes forward */
    Allowance(int burst, int perSecond, LongSupplier nanos) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.nanos = nanos;
        left = burst;
        last = nanos.getAsLong();
    }

    synchronized boolean take() {
        long now = nanos.getAsLong();
        left = Math.min(burst, left + (now - last) * perSecond / NANOS_PER_SECOND);
        last = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
