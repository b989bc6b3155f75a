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
import io.jenkins.plugins.attune.engine.queue.AppliedPolicy;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.Ending;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.queue.QueueClock;
import io.jenkins.plugins.attune.engine.queue.QueueListener;
import io.jenkins.plugins.attune.engine.queue.QueueServices;
import io.jenkins.plugins.attune.engine.queue.Queues;
import io.jenkins.plugins.attune.engine.queue.Reclaim;
import io.jenkins.plugins.attune.engine.queue.Request;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import io.jenkins.plugins.attune.engine.queue.TicketState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * The queues of this Jenkins: who may start, and who waits for its turn, without a thread.
 *
 * <p>Who waits and who holds slots is written to a journal, so that order and slots outlive a restart of the controller;
 * {@link QueueOpening} has every pipeline that goes on claim what it had before anybody is granted anything. Any thread
 * may call; nothing blocks but for the opening of the journal.
 */
@Extension
public final class RunQueues implements QueueListener {
    private static final Logger LOGGER = Logger.getLogger(RunQueues.class.getName());

    /** One for the journal, one for who is told; threads of runs may all be held by slow agents. */
    private static final int THREADS = 2;

    private static final long IDLE_SECONDS = 60;

    private final TicketOwners owners = new TicketOwners();
    private final Removals removals = new Removals();
    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1, named("Attune queue alarms"));
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("Attune queues"));

    private QueueClock clock = QueueClock.of(Clock.systemUTC(), alarms);

    @CheckForNull
    private volatile Queues queues;

    @CheckForNull
    private volatile WaitBoard board;

    private boolean started;

    /** Whether whoever has a ticket is among the owners. */
    private volatile boolean everybodyHeard;

    public RunQueues() {
        alarms.setRemoveOnCancelPolicy(true);
        threads.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory named(String name) {
        return new NamingThreadFactory(new DaemonThreadFactory(), name);
    }

    static RunQueues get() {
        return ExtensionList.lookupSingleton(RunQueues.class);
    }

    /** Waits for nobody once they are open. */
    Queues queues() throws IOException {
        Queues known = queues;
        return known == null ? openedNow() : known;
    }

    private synchronized Queues openedNow() throws IOException {
        Queues open = queues;
        if (open == null) {
            Path directory = Jenkins.get().getRootDir().toPath().resolve("attune");
            Files.createDirectories(directory);
            QueueServices services = new QueueServices(clock, threads, this);
            open = Queues.open(directory.resolve("queues.journal"), services);
            open.stand(StandingPolicies.present());
            board = new WaitBoard(open, alarms, threads);
            queues = open;
            if (started) {
                open.start();
            }
        }
        return open;
    }

    /** Begins to grant, now or as soon as the journal can be opened. */
    synchronized void start() throws IOException {
        if (started) {
            return;
        }
        started = true;
        Queues open = queues;
        if (open == null) {
            queues();
        } else {
            open.start();
        }
    }

    /** Goes by another clock from now on, with what the journal says; for tests. */
    synchronized void goBy(QueueClock other) throws IOException {
        clock = other;
        Queues open = queues;
        if (open != null) {
            open.close();
            queues = null;
            queues();
        }
    }

    /** The administrator has changed something, which holds at once for whoever waits. */
    synchronized void configured() {
        Queues open = queues;
        if (open != null) {
            open.stand(StandingPolicies.present());
        }
    }

    /** What applies to a claim at present. */
    AppliedPolicy policy(Claim claim) {
        Queues open = queues;
        return open == null ? claim.policy() : open.policy(claim);
    }

    /** The ticket as it is now. */
    Optional<Ticket> ticket(String id) {
        Queues open = queues;
        return open == null ? Optional.empty() : open.ticket(id);
    }

    /** Has a console told of a wait, for as long as it lasts. */
    void announce(WaitNews news) {
        WaitBoard told = board;
        if (told != null) {
            told.add(news);
        }
    }

    /** Whether nobody waits, holds a slot, or is remembered. */
    boolean isIdle() throws IOException {
        WaitBoard told = board;
        return owners.isEmpty()
                && queues().statistics().waiting() + queues().statistics().running() == 0
                && (told == null || told.isEmpty());
    }

    long lastNumber() throws IOException {
        return queues().lastNumber();
    }

    /**
     * Asks for slots.
     *
     * @param owner told when they are held, which may be before this returns, or why they never will be
     */
    Ticket enter(Request request, TicketOwner owner) throws IOException, AttuneException {
        owners.add(request.id(), request.owner().label(), owner);
        try {
            return queues().enter(request);
        } catch (QueueFullException | CircuitOpenException | IOException | RuntimeException e) {
            owners.remove(request.id());
            throw e;
        }
    }

    /** Those of the claims for which anybody asks for anything. */
    List<Claim> needed(List<Claim> claims) throws IOException {
        return queues().needed(claims);
    }

    /** Where the ticket is; ended also where the queues cannot be opened. */
    TicketState state(String id) {
        try {
            return queues().state(id);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the queues cannot be opened", e);
            return TicketState.ENDED;
        }
    }

    /** What the owner remembers of its ticket after a restart; to be told twice changes nothing. */
    Ticket reclaim(Reclaim memory, TicketOwner owner) throws IOException {
        Request request = memory.request();
        owners.add(request.id(), request.owner().label(), owner);
        return queues().reclaim(memory);
    }

    /** Takes the ticket of a run that knows no more of it than its id; false where there is none. */
    boolean adopt(String id, TicketOwner owner) throws IOException {
        Optional<Ticket> ticket = queues().ticket(id);
        ticket.ifPresent(found -> owners.add(id, found.owner().label(), owner));
        return ticket.isPresent();
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

    /** The slots that were offered are taken; false where the offer is gone. */
    boolean confirm(String id) {
        try {
            return queues().confirm(id);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the queues cannot be opened", e);
            return false;
        }
    }

    /** Gives the slots back, or leaves the line. */
    void leave(String id, Outcome outcome) {
        leave(id, key -> outcome);
    }

    /** As {@link #leave(String, Outcome)}, for a ticket of several runs; outcomes by the keys of the queues. */
    void leave(String id, Function<String, Outcome> outcomes) {
        owners.remove(id);
        try {
            Queues open = queues();
            if (!open.release(id, outcomes)) {
                open.cancel(id);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the slots of run " + id + " cannot be given back");
        }
    }

    /** Has whatever still belongs to a build end. */
    void buildGone(String build) {
        for (String id : owners.ofBuild(build)) {
            TicketOwner owner = owners.find(id);
            if (owner != null) {
                owner.buildGone();
            }
        }
    }

    /** Takes the slots back from whoever is no more: a build that was deleted, or killed together with its steps. */
    void reconcile() throws IOException {
        ItemTickets.get().sweep();
        long upTo = lastNumber();
        drop(upTo, ticket -> lives(ticket) && (!everybodyHeard || owners.find(ticket.id()) != null));
    }

    /** Has items of Jenkins' queue, and what their builds left, claim their tickets. */
    void adoptItems() throws IOException {
        Map<String, Ticket> tickets = new HashMap<>();
        all().forEach(ticket -> tickets.put(ticket.id(), ticket));
        FreestyleRecovery.adopt(tickets.values());
    }

    /** Whether a build goes on that has a ticket, and did not claim it. */
    boolean hasSilentBuilds(long upTo) throws IOException {
        return all().anyMatch(ticket -> ticket.number() <= upTo && owners.find(ticket.id()) == null && lives(ticket));
    }

    /** Ends the tickets that nobody has claimed. */
    void dropSilent(long upTo) throws IOException {
        drop(upTo, ticket -> owners.find(ticket.id()) != null);
        everybodyHeard = true;
    }

    private void drop(long upTo, Predicate<Ticket> stays) throws IOException {
        Set<String> living = all().filter(stays).map(Ticket::id).collect(Collectors.toSet());
        for (Ticket gone : queues().retainOnly(living, upTo)) {
            LOGGER.log(Level.WARNING, "{0} of {1} is no more, and its slots are free", new Object[] {
                gone.id(), gone.owner().label()
            });
        }
    }

    private Stream<Ticket> all() throws IOException {
        Queues open = queues();
        return open.keys().stream()
                .map(key -> open.view(key, Integer.MAX_VALUE))
                .flatMap(view -> Stream.concat(view.holders().stream(), view.waiting().stream()));
    }

    private boolean lives(Ticket ticket) {
        TicketOwner owner = owners.find(ticket.id());
        if (ItemTicketId.isOne(ticket.id()) || owner != null && owner.needsNoBuild()) {
            return owner != null;
        }
        Run<?, ?> build = Run.fromExternalizableId(ticket.owner().label());
        return build != null && build.isLogUpdated();
    }

    @Override
    public void changed(String key) {
        WaitBoard told = board;
        if (told != null) {
            told.changed(key);
        }
    }

    private void waitsNoMore(Ticket ticket) {
        WaitBoard told = board;
        if (told != null) {
            told.remove(ticket.id());
        }
    }

    @Override
    public void offered(Ticket ticket) {
        TicketOwner owner = owners.find(ticket.id());
        if (owner != null) {
            owner.offered();
        }
    }

    @Override
    public void granted(Ticket ticket) {
        waitsNoMore(ticket);
        TicketOwner owner = owners.find(ticket.id());
        if (owner != null) {
            owner.granted();
        }
    }

    /** Has a run leave the line in the name of a user; false where it does not wait. */
    boolean remove(Ticket ticket, String user) throws IOException {
        return removals.remove(queues(), ticket, user);
    }

    @Override
    public void ended(Ticket ticket, Ending how, @CheckForNull AttuneException why) {
        waitsNoMore(ticket);
        TicketOwner owner = owners.remove(ticket.id());
        AbortException removed = removals.told(ticket);
        if (owner != null && how != Ending.RELEASED) {
            Exception left = removed == null ? new AbortException("it left the queue") : removed;
            owner.refused(why == null ? left : why);
        }
    }

    /** Writes what is left of the journal. */
    @Terminator
    public static void shutDown() {
        RunQueues all = get();
        synchronized (all) {
            Queues open = all.queues;
            if (open != null) {
                open.close();
            }
            all.alarms.shutdownNow();
            all.threads.shutdown();
        }
    }
}
