package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.engine.queue.QueueClock;
import java.io.IOException;
import java.time.Clock;
import jenkins.util.Timer;

/** What tests of other packages see of the queues, and do to them. */
public final class QueueProbe {
    private QueueProbe() {}

    /** Whether nobody waits, holds a slot, or is remembered. */
    public static boolean isIdle() throws IOException {
        return RunQueues.get().isIdle();
    }

    public static void goBy(QueueClock clock) throws IOException {
        RunQueues.get().goBy(clock);
    }

    /** Goes by the time of day again; nobody may wait or hold a slot. */
    public static void goByTime() throws IOException {
        goBy(QueueClock.of(Clock.systemUTC(), Timer.get()));
    }
}
