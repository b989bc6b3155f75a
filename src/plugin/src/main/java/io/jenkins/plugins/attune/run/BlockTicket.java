package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.queue.Owner;
import io.jenkins.plugins.attune.engine.queue.Reclaim;
import io.jenkins.plugins.attune.engine.queue.Request;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import io.jenkins.plugins.attune.engine.queue.TicketState;
import io.jenkins.plugins.attune.engine.queue.TicketText;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import jenkins.model.Jenkins;

/** The ticket of a block of a pipeline. For any thread; nothing in here blocks. */
public final class BlockTicket {
    private final String id;
    private final String saved;
    private final Request request;

    /** Told of the ticket, by any thread; must not block. */
    public interface Turn {
        /** The slot is held; may come twice. */
        void granted();

        /** The slot will never be held. */
        void refused(Exception why);
    }

    private BlockTicket(Request request, String saved) {
        this.request = request;
        this.id = request.id();
        this.saved = saved;
    }

    /** Has the console of the build told of the wait, in the name of the thread's user. */
    public void announce(TaskListener listener) {
        RunQueues.get().announce(new WaitNews("attuneQueue", request, listener, Jenkins.getAuthentication2()));
    }

    /**
     * Asks for a slot in the name of the build.
     *
     * @param turn told also of what happens before this returns
     * @return null where nobody asks for anything of this queue
     */
    @CheckForNull
    public static BlockTicket enter(QueueCall call, Run<?, ?> build, Turn turn) throws AttuneException, IOException {
        RunQueues queues = RunQueues.get();
        List<Claim> claims = queues.needed(List.of(call.claim()));
        if (claims.isEmpty()) {
            return null;
        }
        Cause.UserIdCause starter = build.getCause(Cause.UserIdCause.class);
        Owner owner = new Owner(build.getExternalizableId(), starter == null ? null : starter.getUserId());
        Request request = new Request(UUID.randomUUID().toString(), claims, owner, call.patience());
        Ticket ticket = queues.enter(request, new Told(request.id(), turn));
        return new BlockTicket(request, TicketText.of(ticket, request));
    }

    /**
     * Claims a ticket again after a restart; it takes its place in the line, or its slot. Twice is the same as once.
     *
     * @param saved what {@link #saved} gave
     * @param held whether the slot is known to be held, whatever the journal says
     */
    public static BlockTicket claim(String saved, boolean held, Turn turn) throws IOException {
        Reclaim memory = TicketText.read(saved, held);
        String id = memory.request().id();
        RunQueues.get().reclaim(memory, new Told(id, turn));
        return new BlockTicket(memory.request(), saved);
    }

    /** For the state of the pipeline: names and numbers, nothing secret. */
    public String saved() {
        return saved;
    }

    public boolean isHeld() {
        return RunQueues.get().state(id) == TicketState.HELD;
    }

    /** Whether it is neither in the line nor holds a slot. */
    public boolean isEnded() {
        return RunQueues.get().state(id) == TicketState.ENDED;
    }

    /** Leaves the line; false where the slot is held already. */
    public boolean cancel() {
        return RunQueues.get().cancel(id);
    }

    /** Gives the slot back, or leaves the line. */
    public void leave(Outcome outcome) {
        RunQueues.get().leave(id, outcome);
    }

    /** The block of a build that is gone does not go on, so its slot is free at once. */
    private record Told(String id, Turn turn) implements TicketOwner {
        @Override
        public void granted() {
            turn.granted();
        }

        @Override
        public void refused(Exception why) {
            turn.refused(why);
        }

        @Override
        public void buildGone() {
            RunQueues.get().leave(id, Outcome.UNKNOWN);
        }
    }
}
