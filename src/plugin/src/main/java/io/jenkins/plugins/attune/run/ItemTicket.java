package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.queue.Owner;
import io.jenkins.plugins.attune.engine.queue.Patience;
import io.jenkins.plugins.attune.engine.queue.Request;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import io.jenkins.plugins.attune.engine.queue.TicketState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The slots of one item of Jenkins' queue, and of the build that comes of it: from when nothing else keeps the item from
 * starting, to the end of the build.
 *
 * <p>For any thread, also those that hold the lock of Jenkins' queue: nothing in here blocks, and its own lock is held
 * while the state of the ticket changes in memory only.
 */
final class ItemTicket {
    private final long item;
    private final Owner owner;
    private final JobSlots slots;
    private volatile Phase phase = Phase.OUTSIDE;
    private volatile Attempt attempt;

    @CheckForNull
    private volatile Exception refusal;

    @CheckForNull
    private volatile String build;

    private final AtomicBoolean firstRun = new AtomicBoolean(true);

    /** What became of the runs that used a queue's slot. */
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();

    private enum Phase {
        /** Has no ticket at present. */
        OUTSIDE,
        IN_LINE,
        /** Goes on without: the build fails with the reason. */
        REFUSED,
        /** A run of an earlier build is being ended; what it held is still held. */
        CLEARING,
        /** The build has begun. */
        STARTED
    }

    /** One ticket. An item that stood back takes another, so that late news of the first one does not count. */
    private final class Attempt implements TicketOwner {
        private final ItemTicketId id;

        Attempt(ItemTicketId id) {
            this.id = id;
        }

        @Override
        public void offered() {
            ItemTickets.maintain();
        }

        @Override
        public void granted() {
            ItemTickets.maintain();
        }

        @Override
        public void refused(Exception why) {
            ItemTicket.this.refused(this, why);
            ItemTickets.maintain();
        }

        @Override
        public void buildGone() {
            // told by the item itself: no build is the owner's
        }
    }

    ItemTicket(long item, Owner owner, JobSlots slots) {
        this.item = item;
        this.owner = owner;
        this.slots = slots;
        this.attempt = new Attempt(ItemTicketId.first(item));
    }

    String id() {
        return attempt.id.toString();
    }

    long item() {
        return item;
    }

    Owner owner() {
        return owner;
    }

    /** Whether the item may leave the queue, as far as its slots are concerned. No lock, no effect. */
    boolean mayStart() {
        return switch (phase) {
            case OUTSIDE, CLEARING -> false;
            case REFUSED, STARTED -> true;
            case IN_LINE -> isGranted(RunQueues.get().state(id()));
        };
    }

    private static boolean isGranted(TicketState state) {
        return state == TicketState.OFFERED || state == TicketState.HELD;
    }

    /**
     * Joins the lines, unless it is in them.
     *
     * @param offerMillis how long slots are kept for it until the build starts
     * @return false where nobody asks for anything any more, and no ticket is needed
     */
    synchronized boolean join(long offerMillis) {
        if (phase != Phase.OUTSIDE) {
            return true;
        }
        try {
            List<Claim> needed = RunQueues.get().needed(slots.claims());
            if (needed.isEmpty()) {
                return false;
            }
            phase = Phase.IN_LINE;
            Patience patience = new Patience(slots.patience().toMillis(), offerMillis);
            RunQueues.get().enter(new Request(id(), needed, owner, patience), attempt);
        } catch (AttuneException | IOException | RuntimeException e) {
            refused(attempt, e);
        }
        return true;
    }

    /** Something else keeps the item from starting: what it is offered goes to the next. */
    synchronized void standBack() {
        if (phase == Phase.IN_LINE && RunQueues.get().state(id()) == TicketState.OFFERED) {
            Attempt given = attempt;
            attempt = new Attempt(given.id.next());
            phase = Phase.OUTSIDE;
            RunQueues.get().leave(given.id.toString(), Outcome.UNKNOWN);
        }
    }

    /** After a restart: this is the item's ticket, whatever its state is. */
    synchronized void found(Ticket ticket) throws IOException {
        take(ticket);
        phase = Phase.IN_LINE;
    }

    /** After a restart: the slots are held, and a run that used them is being ended. */
    synchronized void clearing(Ticket ticket) throws IOException {
        take(ticket);
        phase = Phase.CLEARING;
    }

    private void take(Ticket ticket) throws IOException {
        attempt = new Attempt(ItemTicketId.parse(ticket.id()));
        RunQueues.get().adopt(ticket.id(), attempt);
    }

    /** That run is gone; the item may be built once more. */
    synchronized void cleared() {
        phase = Phase.IN_LINE;
    }

    boolean isClearing() {
        return phase == Phase.CLEARING;
    }

    /**
     * The build starts.
     *
     * @return false where it has no slots: it asks for them on its executor
     */
    synchronized boolean start() {
        boolean refused = phase == Phase.REFUSED;
        boolean granted = phase == Phase.IN_LINE
                && (RunQueues.get().confirm(id()) || RunQueues.get().state(id()) == TicketState.HELD);
        phase = Phase.STARTED;
        return refused || granted;
    }

    private synchronized void refused(Attempt which, Exception why) {
        if (phase == Phase.IN_LINE && which.id.equals(attempt.id)) {
            refusal = why;
            phase = Phase.REFUSED;
        }
    }

    /** Gives everything back. */
    synchronized void leave() {
        phase = Phase.STARTED;
        RunQueues.get().leave(id(), key -> outcomes.getOrDefault(key, Outcome.UNKNOWN));
    }

    /** @param externalizableId of the build that came of the item */
    void builtAs(String externalizableId) {
        build = externalizableId;
    }

    /** Null until there is one. */
    @CheckForNull
    String build() {
        return build;
    }

    /** True once. */
    boolean isFirstRun() {
        return firstRun.getAndSet(false);
    }

    /** Tells a run of the build why there is no slot for it, and will never be. */
    void requireAdmitted() throws AttuneException, IOException {
        Exception why = refusal;
        if (why instanceof AttuneException refused) {
            throw refused;
        }
        if (why instanceof AbortException) {
            throw new AbortException("the build was taken out of its line while it waited in Jenkins' queue");
        }
        if (why != null) {
            throw why instanceof IOException failed ? failed : new IOException(why);
        }
    }

    /** A run that used slots of this is over; of several, one that failed counts. */
    void used(List<String> keys, Outcome outcome) {
        keys.forEach(key -> outcomes.merge(key, outcome, ItemTicket::worse));
    }

    private static Outcome worse(Outcome one, Outcome other) {
        if (one == Outcome.FAILED || other == Outcome.FAILED) {
            return Outcome.FAILED;
        }
        return one == Outcome.UNKNOWN ? other : one;
    }
}
