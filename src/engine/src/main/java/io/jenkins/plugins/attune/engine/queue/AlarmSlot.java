package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * The one alarm that a ticket may have.
 *
 * <p>It is decided under the lock of {@link Queues}, and set when that is free again, by when it may be decided
 * otherwise: a token tells which decision an alarm belongs to. Its own lock guards two fields.
 */
final class AlarmSlot {
    private long token;

    @CheckForNull
    private QueueClock.Alarm alarm;

    /** A new decision: alarms that were set before count no more. */
    synchronized long next() {
        token++;
        return token;
    }

    synchronized boolean awaits(long one) {
        return token == one;
    }

    /** Keeps the alarm that belongs to a decision; cancels it where that one is void. */
    void set(QueueClock.Alarm set, long decision) {
        cancel(exchange(set, decision));
    }

    void clear() {
        cancel(take());
    }

    @CheckForNull
    private synchronized QueueClock.Alarm exchange(QueueClock.Alarm set, long decision) {
        if (token != decision) {
            return set;
        }
        QueueClock.Alarm old = alarm;
        alarm = set;
        return old;
    }

    @CheckForNull
    private synchronized QueueClock.Alarm take() {
        QueueClock.Alarm old = alarm;
        alarm = null;
        return old;
    }

    private static void cancel(@CheckForNull QueueClock.Alarm alarm) {
        if (alarm != null) {
            alarm.cancel();
        }
    }
}
