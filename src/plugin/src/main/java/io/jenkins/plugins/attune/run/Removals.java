package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.attune.engine.queue.Queues;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who takes runs out of their lines; kept only until the run is told. */
final class Removals {
    private final Map<String, String> users = new ConcurrentHashMap<>();

    /** @return false where the ticket does not wait any more */
    boolean remove(Queues queues, Ticket ticket, String user) {
        users.put(ticket.id(), user);
        boolean removed = queues.cancel(ticket.id());
        if (!removed) {
            users.remove(ticket.id());
        }
        return removed;
    }

    /** What a run is told that left the line, and did not ask for it itself. */
    @CheckForNull
    AbortException told(Ticket ticket) {
        String user = users.remove(ticket.id());
        return user == null ? null : new AbortException(user + " took it out of the queue before its turn came");
    }
}
