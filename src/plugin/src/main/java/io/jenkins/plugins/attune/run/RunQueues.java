package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Run;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.CircuitOpenException;
import io.jenkins.plugins.attune.engine.error.QueueFullException;
import io.jenkins.plugins.attune.engine.queue.Ending;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.queue.QueueClock;
import io.jenkins.plugins.attune.engine.queue.QueueListener;
import io.jenkins.plugins.attune.engine.queue.QueueServices;
import io.jenkins.plugins.attune.engine.queue.QueueView;
import io.jenkins.plugins.attune.engine.queue.Queues;
import io.jenkins.plugins.attune.engine.queue.Reclaim;
import io.jenkins.plugins.attune.engine.queue.Request;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import io.jenkins.plugins.attune.engine.queue.TicketState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * The queues of this Jenkins: who may start, and who waits for its turn, without a thread.
 *
 * <p>What holds slots is written to a journal, so that a restart of the controller gives none of them to somebody else
 * while the run goes on.
 */
@Extension
public final class RunQueues implements QueueListener {
    private static final Logger LOGGER = Logger.getLogger(RunQueues.class.getName());

    private final Map<String, Consumer<Exception>> waiting = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(
            1, new NamingThreadFactory(new DaemonThreadFactory(), "Attune queue alarms"));

    @CheckForNull
    private Queues queues;

    public RunQueues() {
        alarms.setRemoveOnCancelPolicy(true);
    }

    static RunQueues get() {
        return ExtensionList.lookupSingleton(RunQueues.class);
    }

    private synchronized Queues queues() throws IOException {
        Queues open = queues;
        if (open == null) {
            Path directory = Jenkins.get().getRootDir().toPath().resolve("attune");
            Files.createDirectories(directory);
            QueueServices services =
                    new QueueServices(QueueClock.of(Clock.systemUTC(), alarms), RunThreads.get(), this);
            open = Queues.open(directory.resolve("queues.journal"), services);
            queues = open;
            open.start();
        }
        return open;
    }

    /**
     * Asks for slots.
     *
     * @param granted told once, with null when the slots are held, or with the reason why they never will be
     * @return whether it has to wait
     */
    boolean enter(Request request, Consumer<Exception> granted) throws IOException, AttuneException {
        waiting.put(request.id(), granted);
        try {
            return queues().enter(request).state() == TicketState.WAITING;
        } catch (QueueFullException | CircuitOpenException | IOException | RuntimeException e) {
            waiting.remove(request.id());
            throw e;
        }
    }

    /** A run that is found again after a restart holds its slots, whatever the journal says. */
    void reclaim(Request request) throws IOException {
        Queues open = queues();
        if (open.ticket(request.id()).isEmpty()) {
            open.reclaim(new Reclaim(request, open.lastNumber() + 1, true));
        }
    }

    /** Leaves the line; false where it holds its slots already, or never asked. */
    boolean cancel(String id) {
        try {
            return queues().cancel(id);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the queues cannot be opened", e);
            return false;
        }
    }

    /** Gives the slots back, or leaves the line. */
    void leave(String id) {
        try {
            Queues open = queues();
            if (!open.release(id, Outcome.UNKNOWN)) {
                open.cancel(id);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the slots of run " + id + " cannot be given back");
        }
    }

    /** Takes the slots back from whoever is no more: a build that was deleted, or killed together with its steps. */
    void reconcile() throws IOException {
        Queues open = queues();
        long upTo = open.lastNumber();
        Set<String> living = new HashSet<>();
        for (String key : open.keys()) {
            QueueView view = open.view(key, Integer.MAX_VALUE);
            Stream.concat(view.holders().stream(), view.waiting().stream())
                    .filter(RunQueues::lives)
                    .map(Ticket::id)
                    .forEach(living::add);
        }
        List<Ticket> gone = open.retainOnly(living, upTo);
        gone.forEach(
                ticket -> LOGGER.log(Level.WARNING, "run {0} of {1} is no more, and its slots are free", new Object[] {
                    ticket.id(), ticket.owner().label()
                }));
    }

    private static boolean lives(Ticket ticket) {
        Run<?, ?> build = Run.fromExternalizableId(ticket.owner().label());
        return build != null && build.isLogUpdated();
    }

    @Override
    public void granted(Ticket ticket) {
        tell(ticket, null);
    }

    @Override
    public void ended(Ticket ticket, Ending how, @CheckForNull AttuneException why) {
        tell(ticket, why == null ? new AbortException("the run left the queue") : why);
    }

    private void tell(Ticket ticket, @CheckForNull Exception error) {
        Consumer<Exception> told = waiting.remove(ticket.id());
        if (told != null) {
            told.accept(error);
        }
    }

    /** Writes what is left of the journal. */
    @Terminator
    public static void shutDown() {
        RunQueues all = get();
        synchronized (all) {
            if (all.queues != null) {
                all.queues.close();
            }
            all.alarms.shutdownNow();
        }
    }
}
