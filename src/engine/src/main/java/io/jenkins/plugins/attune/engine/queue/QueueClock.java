package io.jenkins.plugins.attune.engine.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Time, as queues see it: what it is, and a task at a later one. */
public interface QueueClock {
    Instant now();

    /** Runs the task once, after the delay; never before this call returns. */
    Alarm after(Duration delay, Runnable task);

    /** A task that is to run. */
    interface Alarm {
        /** Keeps it from running, where it has not begun; safe to call twice. */
        void cancel();
    }

    /** @param scheduler one that drops what is cancelled, or cancelled alarms take memory until their time */
    static QueueClock of(Clock clock, ScheduledExecutorService scheduler) {
        return new QueueClock() {
            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public Alarm after(Duration delay, Runnable task) {
                Future<?> future = scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
                return () -> future.cancel(false);
            }
        };
    }
}
