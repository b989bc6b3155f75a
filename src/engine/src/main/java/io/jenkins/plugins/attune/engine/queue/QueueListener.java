package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.AttuneException;

/**
 * Told of what happens, in the order in which it happened, by one thread at a time, outside the lock.
 *
 * <p>It may call the queues. It must not block: what comes after waits for it.
 */
public interface QueueListener {
    /** The ticket holds its slots, until they are released. */
    default void granted(Ticket ticket) {}

    /** Slots are kept for the ticket, which must be confirmed in time. */
    default void offered(Ticket ticket) {}

    /** An offer was not confirmed in time; the ticket is at the end of the line, under its new number. */
    default void returned(Ticket ticket) {}

    /**
     * The ticket is no more.
     *
     * @param why for who waited in vain; null where the caller asked for the end
     */
    default void ended(Ticket ticket, Ending how, @CheckForNull AttuneException why) {}

    /** Positions in a line, or what people see of the queue, have changed. Comes often: look only now and then. */
    default void changed(String key) {}
}
