package io.jenkins.plugins.attune.engine.keys;

import java.time.Clock;

/** How often something may be done: so many times at once, and so many a second in the long run. */
final class Allowance {
    private static final double MILLIS_PER_SECOND = 1e3;

    private final int burst;
    private final int perSecond;
    private final Clock clock;
    private double left;
    private long last;

    Allowance(int burst, int perSecond, Clock clock) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.clock = clock;
        left = burst;
        last = clock.millis();
    }

    synchronized boolean take() {
        long now = clock.millis();
        // A clock that is put back gives nothing, and takes nothing.
        left = Math.min(burst, left + Math.max(0, now - last) * perSecond / MILLIS_PER_SECOND);
        last = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
