package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.engine.queue.QueueClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes when a test says so. */
public final class ManualClock implements QueueClock {
    private final List<Pending> alarms = new ArrayList<>();
    private Instant now = Instant.now();

    private record Pending(Instant at, Runnable task) {}

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Alarm after(Duration delay, Runnable task) {
        Pending pending = new Pending(now.plus(delay), task);
        alarms.add(pending);
        return () -> cancel(pending);
    }

    private synchronized void cancel(Pending pending) {
        alarms.remove(pending);
    }

    public void pass(Duration time) {
        due(time).forEach(pending -> pending.task().run());
    }

    private synchronized List<Pending> due(Duration time) {
        now = now.plus(time);
        List<Pending> due =
                alarms.stream().filter(pending -> !pending.at().isAfter(now)).toList();
        alarms.removeAll(due);
        return due;
    }
}
