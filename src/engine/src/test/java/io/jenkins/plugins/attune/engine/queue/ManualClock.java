package io.jenkins.plugins.attune.engine.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so; alarms ring in the thread that lets it pass. */
final class ManualClock implements QueueClock {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Pending> alarms =
            new PriorityQueue<>(Comparator.comparing(Pending::at).thenComparing(Pending::order));
    private Instant now = START;
    private long order;

    private record Pending(Instant at, long order, Runnable task) {}

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Alarm after(Duration delay, Runnable task) {
        Pending pending = new Pending(now.plus(delay), order++, task);
        alarms.add(pending);
        return () -> cancel(pending);
    }

    private synchronized void cancel(Pending pending) {
        alarms.remove(pending);
    }

    synchronized int pending() {
        return alarms.size();
    }

    void pass(Duration time) {
        Instant until = now().plus(time);
        Pending next = next(until);
        while (next != null) {
            next.task().run();
            next = next(until);
        }
    }

    private synchronized Pending next(Instant until) {
        Pending first = alarms.peek();
        if (first == null || first.at().isAfter(until)) {
            now = until;
            return null;
        }
        now = first.at().isAfter(now) ? first.at() : now;
        return alarms.poll();
    }
}
