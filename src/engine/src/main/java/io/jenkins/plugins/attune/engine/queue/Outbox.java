package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Keeps what follows from changes until the lock is free: records for the journal, events for the listener, alarms.
 *
 * <p>Filled under the lock of {@link Queues}, so that records and events are in the order of the changes; emptied by
 * whoever has just given the lock back.
 */
final class Outbox implements Effects {
    private final QueueClock clock;
    private final EventQueue events;

    @CheckForNull
    private final Journal journal;

    private final Alarms alarms;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean unsaved = new AtomicBoolean();

    /** What rings. Called by the clock's threads. */
    interface Alarms {
        void rang(Waiter waiter, long token);

        void look(String key, long atMillis);
    }

    Outbox(QueueServices services, @CheckForNull Journal journal, Alarms alarms) {
        this.clock = services.clock();
        this.events = new EventQueue(services.executor(), services.listener());
        this.journal = journal;
        this.alarms = alarms;
    }

    @Override
    public void save(JournalRecord record) {
        if (journal != null) {
            journal.add(record);
            unsaved.set(true);
        }
    }

    @Override
    public void tell(Consumer<QueueListener> event) {
        events.add(event);
    }

    @Override
    public void alarm(Waiter waiter, long atMillis) {
        long token = waiter.alarm().next();
        tasks.add(() -> waiter.alarm().set(clock.after(until(atMillis), () -> alarms.rang(waiter, token)), token));
    }

    @Override
    public void clearAlarm(Waiter waiter) {
        if (waiter.deadline() != null || waiter.request().patience().offerMillis() != null) {
            waiter.alarm().next();
            tasks.add(waiter.alarm()::clear);
        }
    }

    @Override
    public void wake(String key, long atMillis) {
        tasks.add(() -> clock.after(until(atMillis), () -> alarms.look(key, atMillis)));
    }

    private Duration until(long atMillis) {
        long now = clock.now().toEpochMilli();
        return Duration.ofMillis(atMillis <= now ? 0 : atMillis - now);
    }

    /** Without the lock. */
    void carryOut() {
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
        events.flush();
        if (journal != null && unsaved.getAndSet(false)) {
            journal.flush();
        }
    }

    void close() {
        if (journal != null) {
            journal.close();
        }
    }
}
