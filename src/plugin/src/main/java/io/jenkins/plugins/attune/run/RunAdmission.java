package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.Patience;
import io.jenkins.plugins.attune.engine.queue.Request;
import io.jenkins.plugins.attune.engine.queue.TicketState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * The way of one run to its slots: prepared first, so that a wrong call waits for nothing, then in line where it has to
 * be, then begun.
 *
 * <p>A run that waits holds neither a thread nor a secret: what was prepared is wiped, and prepared anew when its turn
 * comes.
 */
final class RunAdmission {
    private final RunTicket ticket;
    private final RunLink.Owner owner;
    private final Preparing preparing;
    private final Beginning beginning;

    /** What is prepared and may be begun at once; whoever takes it out begins it, or discards it. */
    private final AtomicReference<RunLaunch> ready = new AtomicReference<>();

    /** Checks the call and brings what it needs. */
    interface Preparing {
        /** @throws AttuneException where the call is not one that can be run */
        RunLaunch prepare() throws AttuneException, IOException, InterruptedException;
    }

    /** Starts what is prepared on the agent, and closes it. */
    interface Beginning {
        void begin(RunLaunch launch) throws AttuneException, IOException, InterruptedException;
    }

    RunAdmission(RunTicket ticket, Preparing preparing, Beginning beginning) {
        this.ticket = ticket;
        this.owner = ticket.run();
        this.preparing = preparing;
        this.beginning = beginning;
    }

    /** Begins the run, now or when its turn comes; for a thread of {@link RunThreads}. */
    void enter() throws AttuneException, IOException, InterruptedException {
        HeldSlots held = HeldSlots.of(owner.applicant().build());
        RunLaunch launch = preparing.prepare();
        ready.set(launch);
        boolean waits = true;
        try {
            Map<Boolean, List<Claim>> claims = RunQueues.get()
                    .needed(launch.slots().claims())
                    .stream()
                    .collect(Collectors.partitioningBy(held::covers));
            ticket.share(held, claims.get(true));
            List<Claim> missing = claims.get(false);
            if (missing.isEmpty()) {
                beginReady();
                return;
            }
            String action = launch.plan().action().ref().toString();
            boolean ahead = launch.slots().nested() || !held.isEmpty();
            waits = enter(owner.applicant()
                    .news(action, request(missing, launch.slots().patience(), ahead)));
        } finally {
            // Who holds its slots already is about to be told, and begins with it.
            if (waits || owner.end().isDone()) {
                discardReady();
            }
        }
    }

    private Request request(List<Claim> claims, @CheckForNull Duration patience, boolean ahead)
            throws InvalidQueueKeyException {
        if (claims.size() > Request.MAX_CLAIMS) {
            throw new InvalidQueueKeyException(
                    "the run would stand in " + claims.size() + " queues, and at most " + Request.MAX_CLAIMS
                            + " are possible",
                    "Have the policies of its pack, or of the system configuration, name fewer keys for one action.");
        }
        Duration longest =
                Duration.ofSeconds(AttuneConfiguration.get().getConcurrency().getWaitLimit());
        boolean shorter = patience != null && patience.compareTo(longest) < 0;
        Applicant applicant = owner.applicant();
        return new Request(applicant.id(), claims, applicant.owner(), Patience.of(shorter ? patience : longest), ahead);
    }

    private boolean enter(WaitNews news) throws AttuneException, IOException {
        owner.watch().away();
        boolean waits = ticket.enter(news, refusal -> {
            RunLaunch launch = ready.getAndSet(null);
            owner.watch().preparing();
            owner.task(() -> turn(launch, refusal));
        });
        sayWhyOnExecutor(news);
        if (owner.isStopping()) {
            ticket.leaveLine();
        }
        return waits;
    }

    private void sayWhyOnExecutor(WaitNews news) {
        Applicant applicant = owner.applicant();
        if (RunQueues.get().state(applicant.id()) == TicketState.WAITING) {
            String why =
                    HeldSlots.whyOnExecutor(applicant.build(), news.request().claims());
            if (why != null) {
                news.holdsExecutor(why);
            }
        }
    }

    private void turn(@CheckForNull RunLaunch kept, @CheckForNull Exception refusal) throws Exception {
        if (refusal == null && !owner.end().isDone()) {
            beginning.begin(kept == null ? preparing.prepare() : kept);
            return;
        }
        if (kept != null) {
            kept.discard();
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    private void beginReady() throws AttuneException, IOException, InterruptedException {
        RunLaunch launch = ready.getAndSet(null);
        if (launch != null) {
            beginning.begin(launch);
        }
    }

    /** Nothing secret is kept for who waits. */
    private void discardReady() {
        RunLaunch launch = ready.getAndSet(null);
        if (launch != null) {
            launch.discard();
        }
    }
}
