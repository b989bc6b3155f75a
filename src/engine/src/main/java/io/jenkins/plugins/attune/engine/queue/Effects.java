package io.jenkins.plugins.attune.engine.queue;

import java.util.function.Consumer;

/** What follows from a change: noted down in memory while the lock is held, carried out afterwards, in order. */
interface Effects {
    void save(JournalRecord record);

    void tell(Consumer<QueueListener> event);

    /** Sets the ticket's only alarm. */
    void alarm(Waiter waiter, long atMillis);

    void clearAlarm(Waiter waiter);

    /** The line must be looked at again at a time. */
    void wake(String key, long atMillis);
}
