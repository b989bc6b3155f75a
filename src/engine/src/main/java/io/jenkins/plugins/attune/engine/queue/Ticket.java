package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * A ticket as it was at one moment.
 *
 * @param number its place in the order: every ticket has a higher one than all that were given before
 * @param entered when it was asked for
 * @param granted when it got its slots, or was offered them; null while it waits
 */
public record Ticket(
        long number,
        String id,
        TicketState state,
        List<String> keys,
        Owner owner,
        Instant entered,
        @CheckForNull Instant granted)
        implements Serializable {
    public Ticket {
        keys = List.copyOf(keys);
    }
}
