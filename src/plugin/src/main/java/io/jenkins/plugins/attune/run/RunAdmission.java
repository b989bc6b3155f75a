package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.queue.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The way of one run to its slots: prepared first, so that a wrong call waits for nothing, then in line where it has to
 * be, then begun.
 *
 * <p>A run that waits holds neither a thread nor a secret: what was prepared is wiped, and prepared anew when its turn
 * comes.
 */
final class RunAdmission {
    private final RunTicket ticket;
    private final String id;
    private final BuildPlace place;
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

    RunAdmission(String id, RunTicket ticket, BuildPlace place, Preparing preparing, Beginning beginning) {
        this.id = id;
        this.ticket = ticket;
        this.place = place;
        this.owner = ticket.run();
        this.preparing = preparing;
        this.beginning = beginning;
    }

    /** Begins the run, now or when its turn comes; for a thread of {@link RunThreads}. */
    void enter() throws AttuneException, IOException, InterruptedException {
        RunLaunch launch = preparing.prepare();
        ready.set(launch);
        try {
            Request request = RunSlots.request(id, place.build(), place.node().getNodeName());
            if (request == null) {
                beginReady();
                return;
            }
            String action = launch.plan().action().ref().toString();
            if (waits(request, action)) {
                say(action + " waits for its turn: " + RunSlots.describe(request));
            }
        } finally {
            discardReady();
        }
    }

    private boolean waits(Request request, String action) throws AttuneException, IOException {
        Instant since = Instant.now();
        owner.watch().away();
        boolean waits = ticket.enter(request, refusal -> {
            RunLaunch launch = refusal == null ? ready.getAndSet(null) : null;
            owner.watch().preparing();
            owner.task(() -> granted(launch, refusal, action, since));
        });
        if (owner.isStopping()) {
            ticket.leaveLine();
        }
        return waits;
    }

    private void granted(@CheckForNull RunLaunch launch, @CheckForNull Exception refusal, String action, Instant since)
            throws Exception {
        if (refusal != null) {
            throw refusal;
        }
        if (launch != null) {
            beginning.begin(launch);
            return;
        }
        long tenths = Duration.between(since, Instant.now()).toMillis() / 100;
        say(action + " waited " + tenths / 10 + "." + tenths % 10 + " seconds for its turn");
        if (!owner.end().isDone()) {
            beginning.begin(preparing.prepare());
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

    private void say(String text) {
        place.listener().getLogger().println("[attune] " + text);
    }
}
