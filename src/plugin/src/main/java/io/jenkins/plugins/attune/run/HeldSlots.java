package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import io.jenkins.plugins.attune.engine.queue.TicketState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a run has of the slots that its build got while it was an item of Jenkins' queue. For any thread. */
final class HeldSlots {
    static final HeldSlots NONE = new HeldSlots(null, Set.of(), Duration.ZERO);

    @CheckForNull
    private final ItemTicket item;

    private final Set<String> keys;
    private final Duration waited;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile List<Claim> used = List.of();

    private HeldSlots(@CheckForNull ItemTicket item, Set<String> keys, Duration waited) {
        this.item = item;
        this.keys = keys;
        this.waited = waited;
    }

    /**
     * Those of a build; none for most.
     *
     * @throws AttuneException where the build was let go on to fail, with the reason
     */
    static HeldSlots of(Run<?, ?> build) throws AttuneException, IOException {
        ItemTicket item = ItemTickets.get().of(build);
        if (item == null) {
            return NONE;
        }
        item.requireAdmitted();
        Ticket ticket = RunQueues.get().ticket(item.id()).orElse(null);
        if (ticket == null || ticket.state() != TicketState.HELD) {
            return NONE;
        }
        Instant granted = ticket.granted();
        Duration waited =
                granted == null || !item.isFirstRun() ? Duration.ZERO : Duration.between(ticket.entered(), granted);
        return new HeldSlots(item, Set.copyOf(ticket.keys()), waited);
    }

    boolean covers(Claim claim) {
        return keys.contains(claim.key());
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** How long the item waited; nothing for any but the first run of the build. */
    Duration waited() {
        return waited;
    }

    /**
     * A run is going to be started that needs no slot of these queues but the build's.
     *
     * @param run where it is kept
     */
    void use(List<Claim> claims, Path run) throws IOException {
        if (item != null && !claims.isEmpty()) {
            used = List.copyOf(claims);
            ItemMarks.write(item.item(), run);
        }
    }

    /** What the run uses of them. */
    List<Claim> used() {
        return used;
    }

    /** The run is over; for the circuit breakers of the queues. Once. */
    void ended(Outcome outcome) {
        if (item != null && told.compareAndSet(false, true)) {
            item.used(used.stream().map(Claim::key).toList(), outcome);
        }
    }

    /**
     * Why a run keeps its executor while it waits, for people; null where it has none to keep.
     *
     * @param claims what it waits for
     */
    @CheckForNull
    static String whyOnExecutor(Run<?, ?> build, List<Claim> claims) {
        if (!(build instanceof AbstractBuild<?, ?> built)) {
            return null;
        }
        if (claims.stream().allMatch(claim -> QueueNames.isReserved(claim.key()))) {
            return "the administrator's bounds count runs that have one";
        }
        JobSlots slots = JobSlots.of(built.getProject(), RunClaims.Claimant.of(build, null));
        if (slots.unknown() != null) {
            return slots.unknown();
        }
        return slots.claims().isEmpty()
                ? "its step is part of another step"
                : "what it needs was another when the build was asked for, or its turn in Jenkins' queue passed";
    }
}
