package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractProject;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import io.jenkins.plugins.attune.engine.queue.TicketState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Takes over the tickets of freestyle builds after a restart, before anything is granted.
 *
 * <p>An item that waits has its place again. A build does not go on: a run that a crash left behind is ended on its agent
 * first, and only then are the slots free.
 */
final class FreestyleRecovery {
    private static final Logger LOGGER = Logger.getLogger(FreestyleRecovery.class.getName());

    private FreestyleRecovery() {}

    /** @param saved tickets of all kinds, as the journal has them */
    static void adopt(Collection<Ticket> saved) throws IOException {
        if (ItemTickets.get().isOpen()) {
            return; // Jenkins has read its configuration anew, and everything is as it was
        }
        for (Ticket ticket : saved) {
            if (ItemTicketId.isOne(ticket.id())) {
                adopt(ticket, ItemTicketId.parse(ticket.id()).item());
            } else if (ticket.state() == TicketState.HELD) {
                Path run = runOnExecutor(ticket);
                if (run != null) {
                    own(ticket);
                    endFirst(ticket, run, () -> RunQueues.get().leave(ticket.id(), Outcome.UNKNOWN));
                }
            }
        }
    }

    private static void adopt(Ticket ticket, long item) throws IOException {
        ItemTicket known = ItemTickets.get().find(item);
        if (known != null && !known.owner().equals(ticket.owner())) {
            known = null; // a crash made Jenkins give the number again
        }
        Path run = ticket.state() == TicketState.HELD ? ItemMarks.read(item) : null;
        if (run != null) {
            clear(ticket, known, run);
        } else if (known != null) {
            known.found(ticket);
        } else {
            RunQueues.get().leave(ticket.id(), Outcome.UNKNOWN);
        }
    }

    /** Jenkins may build the item once more, where it was killed before it saved its queue; then it has its slots. */
    private static void clear(Ticket ticket, @CheckForNull ItemTicket known, Path run) throws IOException {
        if (known == null) {
            own(ticket);
        } else {
            known.clearing(ticket);
        }
        endFirst(ticket, run, () -> {
            ItemMarks.remove(ItemTicketId.parse(ticket.id()).item());
            if (known == null) {
                RunQueues.get().leave(ticket.id(), Outcome.UNKNOWN);
            } else {
                known.cleared();
                ItemTickets.maintain();
            }
        });
    }

    /** Where the run is kept that waited on its executor; null for one of a pipeline, which goes on by itself. */
    @CheckForNull
    private static Path runOnExecutor(Ticket ticket) {
        String label = ticket.owner().label();
        int mark = label.lastIndexOf('#');
        AbstractProject<?, ?> job =
                mark < 0 ? null : Jenkins.get().getItemByFullName(label.substring(0, mark), AbstractProject.class);
        return job == null
                ? null
                : job.getBuildDir()
                        .toPath()
                        .resolve(label.substring(mark + 1))
                        .resolve("attune")
                        .resolve(ticket.id());
    }

    private static void endFirst(Ticket ticket, Path run, Runnable then) {
        LOGGER.log(
                Level.INFO,
                "{0} was killed with Jenkins: what it ran is ended before its slots are free",
                ticket.owner().label());
        LostRun.end(run, () -> RunThreads.get().execute(then));
    }

    private static void own(Ticket ticket) throws IOException {
        RunQueues.get().adopt(ticket.id(), new NoBuild());
    }

    /** Owns a ticket until the run of a build that is no more has ended. */
    private static final class NoBuild implements TicketOwner {
        @Override
        public boolean needsNoBuild() {
            return true;
        }

        @Override
        public void granted() {
            // it is held as long as this owns it
        }

        @Override
        public void refused(Exception why) {
            LOGGER.log(Level.FINE, "its slots were taken away meanwhile", why);
        }

        @Override
        public void buildGone() {
            // that is why there is an owner
        }
    }
}
