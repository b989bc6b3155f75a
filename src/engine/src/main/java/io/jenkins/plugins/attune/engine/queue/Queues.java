package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.CircuitOpenException;
import io.jenkins.plugins.attune.engine.error.QueueFullException;
import io.jenkins.plugins.attune.engine.error.StaleChangeException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All queues of a process: who asks for a ticket gets a number, and is told when it is granted. No thread waits.
 *
 * <p>After {@link #open} nothing is granted until {@link #start}: in between, owners say what they remember of their
 * tickets ({@link #reclaim}), and tickets without an owner go ({@link #retainOnly}). Every method may be called by any
 * thread, and by the listener. One lock is held for changes in memory only; the journal is written and the listener is
 * called by the executor, when the lock is free again.
 */
public final class Queues implements Closeable {
    private final ReentrantLock lock = new ReentrantLock();
    private final QueueServices services;
    private final Outbox outbox;
    private final SettingsBook settings = new SettingsBook();
    private final Tickets tickets = new Tickets();
    private final Lines lines;
    private final Admission admission;

    private Queues(QueueServices services, @CheckForNull Journal journal) {
        this.services = services;
        this.outbox = new Outbox(services, journal, new Outbox.Alarms() {
            @Override
            public void rang(Waiter waiter, long token) {
                Queues.this.run(() -> admission().rang(waiter, token, now()));
            }

            @Override
            public void look(String key, long atMillis) {
                Queues.this.run(() -> admission().look(key, atMillis, now()));
            }
        });
        this.lines = new Lines(settings, outbox);
        this.admission = new Admission(lines, tickets, outbox);
    }

    /** Queues that end with the process, and are open at once. */
    public static Queues inMemory(QueueServices services) {
        Queues queues = new Queues(services, null);
        queues.start();
        return queues;
    }

    /**
     * The queues whose journal is in a file; a new one is made where there is none. For one process at a time.
     *
     * @throws IOException where the file can't be read or written, or was written by a newer version
     */
    public static Queues open(Path journal, QueueServices services) throws IOException {
        return open(new JournalFile(journal), services);
    }

    static Queues open(JournalStorage storage, QueueServices services) throws IOException {
        Ledger ledger = new Ledger();
        Journal journal = Journal.open(storage, services, ledger);
        Queues queues = new Queues(services, journal);
        queues.run(() -> queues.restore(ledger));
        return queues;
    }

    private void restore(Ledger ledger) {
        settings.restore(ledger);
        ledger.breakers().forEach(saved -> lines.get(saved.key()).breaker().restore(saved));
        for (Ledger.Saved saved : ledger.tickets()) {
            JournalRecord.Entered entered = saved.entered();
            JournalRecord.Granted granted = saved.granted();
            Waiter waiter = new Waiter(entered.request(), entered.number(), entered.atMillis());
            admission.restore(waiter, granted != null, granted == null ? 0 : granted.atMillis());
        }
        tickets.skipTo(ledger.lastNumber());
    }

    /**
     * What an owner remembers of its ticket; for those whom a crash kept from being written. A ticket that is not there
     * comes to its place in the line. Of one that is there what was saved counts, except where the owner was told more:
     * that it holds its slots, or that it has a higher number. The listener is not told.
     *
     * @return the ticket as it is now
     */
    public Ticket reclaim(Reclaim reclaim) {
        return call(() -> {
            Waiter known = tickets.find(reclaim.request().id());
            if (known == null) {
                known = new Waiter(reclaim.request(), reclaim.number(), now());
                tickets.skipTo(reclaim.number());
                outbox.save(new JournalRecord.Entered(known.number(), known.request(), now()));
                admission.restore(known, reclaim.held(), now());
                if (reclaim.held()) {
                    outbox.save(new JournalRecord.Granted(known.number(), now()));
                }
                admission.settle(now());
            } else {
                tickets.skipTo(reclaim.number());
                admission.correct(known, reclaim, now());
            }
            return known.ticket();
        });
    }

    /** Begins to grant. Who was granted before is not told again: ask for its ticket. */
    public void start() {
        run(() -> admission.open(now()));
    }

    /**
     * A new ticket; it may hold its slots already when this returns. The listener is told in any case.
     *
     * @throws QueueFullException where it would have to wait, and enough others do
     * @throws CircuitOpenException where a circuit breaker is open
     */
    public Ticket enter(Request request) throws QueueFullException, CircuitOpenException {
        lock.lock();
        try {
            return admission.enter(request, now()).ticket();
        } finally {
            unlock();
        }
    }

    /** The ticket leaves the line, or turns down its offer; false where it holds its slots, or is not there. */
    public boolean cancel(String id) {
        return call(() -> admission.cancel(id, now()));
    }

    /** The ticket takes what it was offered, and holds its slots now; false where the offer is gone. */
    public boolean confirm(String id) {
        return call(() -> admission.confirm(id, now()));
    }

    /** The ticket gives its slots back; false where it does not hold them. */
    public boolean release(String id, Outcome outcome) {
        return release(id, key -> outcome);
    }

    /**
     * As {@link #release(String, Outcome)}, for a ticket of several runs.
     *
     * @param outcomes what each queue's circuit breaker is told, by its key; called under the lock
     */
    public boolean release(String id, Function<String, Outcome> outcomes) {
        return call(() -> admission.release(id, outcomes, now()));
    }

    /** The ticket as it is now; empty where it has ended. Waits for nobody but those who change something now. */
    public Optional<Ticket> ticket(String id) {
        return call(() -> Optional.ofNullable(tickets.find(id)).map(Waiter::ticket));
    }

    /** Where the ticket is. Takes no lock: for those who ask often. */
    public TicketState state(String id) {
        Waiter waiter = tickets.find(id);
        return waiter == null ? TicketState.ENDED : waiter.state();
    }

    /** The highest number given so far; to be asked before the owners are counted that {@link #retainOnly} takes. */
    public long lastNumber() {
        return call(tickets::lastNumber);
    }

    /**
     * Ends every ticket whose owner is no more: who waits leaves the line, who holds gives its slots back.
     *
     * @param living the ids of all tickets that have an owner
     * @param upTo tickets with higher numbers are not looked at: they came when the owners had been counted
     * @return those that were ended
     */
    public List<Ticket> retainOnly(Set<String> living, long upTo) {
        return call(() -> {
            List<Waiter> unwanted = tickets.all();
            unwanted.removeIf(waiter -> waiter.number() > upTo || living.contains(waiter.id()));
            admission.abandon(unwanted, now());
            return unwanted.stream().map(Waiter::ticket).toList();
        });
    }

    /**
     * Sets what a person wants; takes effect at once.
     *
     * @return the new state, with its version
     * @throws StaleChangeException where somebody else has changed it since; says what
     */
    public SettingsVersion change(SettingsChange change) throws StaleChangeException {
        lock.lock();
        try {
            SettingsVersion state = settings.change(change, now());
            outbox.save(new JournalRecord.Configured(change.key(), state));
            admission.configured(change.key(), state, now());
            return state;
        } finally {
            unlock();
        }
    }

    /**
     * Takes these standing policies in place of all others; takes effect at once, also for those who wait. Not saved:
     * their owner gives them again before {@link #start}.
     */
    public void stand(Collection<StandingPolicy> policies) {
        run(() -> admission.stand(policies, now()));
    }

    /** Those of the claims for which anybody asks for anything; where there are none, a run needs no ticket. */
    public List<Claim> needed(List<Claim> claims) {
        return call(() -> claims.stream()
                .filter(claim -> lines.policy(claim).asksForSomething()
                        || settings.of(claim.key()).version() > 0)
                .toList());
    }

    /** What applies to a claim at present, and whose it is. */
    public AppliedPolicy policy(Claim claim) {
        return call(() -> lines.policy(claim));
    }

    /** What people have set for a queue, whether or not anybody is in it. */
    public SettingsVersion settings(String key) {
        return call(() -> settings.of(key));
    }

    /** Closes a queue's circuit breaker by hand. */
    public void resetBreaker(String key) {
        run(() -> admission.resetBreaker(key, now()));
    }

    /** The keys of all queues that are in use, remembered, or set by people; sorted. */
    public Set<String> keys() {
        return call(() -> {
            Set<String> keys = new TreeSet<>(settings.keys());
            lines.all().forEach(line -> keys.add(line.key()));
            return keys;
        });
    }

    /**
     * A queue as it is now; costs as many steps as there are tickets in it. One that nobody uses is empty.
     *
     * @param mostWaiting how many of those who wait are listed
     */
    public QueueView view(String key, int mostWaiting) {
        return call(() -> {
            Line line = lines.find(key);
            Line shown = line == null ? lines.unused(key) : line;
            return Views.of(shown, settings.history(key), mostWaiting, now());
        });
    }

    /** The numbers of all queues together. */
    public QueueStatistics statistics() {
        return call(() -> Views.statistics(tickets, now()));
    }

    /** Writes what is left. Nothing that happens afterwards is saved. */
    @Override
    public void close() {
        outbox.close();
    }

    private Admission admission() {
        return admission;
    }

    private long now() {
        return services.clock().now().toEpochMilli();
    }

    private void run(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            unlock();
        }
    }

    private <T> T call(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            unlock();
        }
    }

    private void unlock() {
        lock.unlock();
        outbox.carryOut();
    }
}
