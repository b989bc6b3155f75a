package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.queue.Reclaim;
import io.jenkins.plugins.attune.engine.queue.Request;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import io.jenkins.plugins.attune.engine.queue.TicketState;
import io.jenkins.plugins.attune.engine.queue.TicketText;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The ticket of one run, from its entry into the line to the end of the run, over restarts of the controller.
 *
 * <p>It is written down in the run's directory, so that the run has its place and its slots again also where a crash
 * kept the journal from being written. For any thread.
 */
final class RunTicket implements TicketOwner {
    private static final String FILE = "ticket";

    /** Every build that needs a slot asks for it in Jenkins' queue, most for a moment only. */
    private static final Duration WORTH_TELLING = Duration.ofMillis(100);

    private static final Logger LOGGER = Logger.getLogger(RunTicket.class.getName());

    private final String id;
    private final Path directory;
    private final RunLink.Owner run;
    private final AtomicReference<Turn> turn = new AtomicReference<>();
    private final AtomicBoolean asked = new AtomicBoolean();

    @CheckForNull
    private volatile Request request;

    @CheckForNull
    private volatile Exception refusal;

    private volatile HeldSlots ofBuild = HeldSlots.NONE;

    /** Told once, by any thread; must not block. */
    interface Turn {
        /** @param refusal null where the slots are held; else why they never will be */
        void comes(@CheckForNull Exception refusal);
    }

    RunTicket(String id, Path directory, RunLink.Owner run) {
        this.id = id;
        this.directory = directory;
        this.run = run;
    }

    RunLink.Owner run() {
        return run;
    }

    /** Whether there is a ticket, or was one. */
    boolean isAsked() {
        return asked.get();
    }

    /**
     * Asks for the slots; they are given back at the end of the run. The console is told of the wait.
     *
     * @return whether it has to wait
     */
    boolean enter(WaitNews news, Turn told) throws AttuneException, IOException {
        turn.set(told);
        leaveAtTheEnd();
        request = news.request();
        Ticket ticket = RunQueues.get().enter(news.request(), this);
        write(TicketText.of(ticket, news.request()));
        if (run.end().isDone()) {
            leave(Outcome.UNKNOWN); // ended while it entered
        } else if (ticket.state() == TicketState.WAITING) {
            RunQueues.get().announce(news);
        }
        return ticket.state() == TicketState.WAITING;
    }

    /** What the build holds counts for this run; the ticket is for what is missing. */
    void share(HeldSlots slots, List<Claim> claims) throws IOException {
        ofBuild = slots;
        slots.use(claims, directory);
    }

    /** Has the queues of what is shared told how the run ended, before somebody else: the build may be over then. */
    BiConsumer<RunReport, Throwable> before(BiConsumer<RunReport, Throwable> told) {
        return (end, error) -> {
            ofBuild.ended(run.outcome(end));
            told.accept(end, error);
        };
    }

    private void write(String text) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(FILE), text);
    }

    /**
     * Claims the ticket after a restart; nothing is begun yet.
     *
     * @param held whether the run was begun, so that it held its slots
     */
    void claim(boolean held) throws IOException {
        try {
            String text = Files.readString(directory.resolve(FILE));
            leaveAtTheEnd();
            Reclaim memory = TicketText.read(text, held);
            request = memory.request();
            RunQueues.get().reclaim(memory, this);
        } catch (NoSuchFileException never) {
            if (RunQueues.get().adopt(id, this)) {
                leaveAtTheEnd();
            }
        }
    }

    /**
     * Has somebody told of the turn of a ticket that was claimed; at once where it has come already.
     *
     * @param subject what waits, for people
     */
    void await(String subject, Turn told) {
        turn.set(told);
        Request known = request;
        if (known != null) {
            RunQueues.get().announce(run.applicant().news(subject, known));
        }
        TicketState state = RunQueues.get().state(id);
        if (state == TicketState.HELD) {
            granted();
        } else if (state == TicketState.ENDED) {
            Exception why = refusal;
            tell(why == null ? new AbortException("the place in the queue was lost") : why);
        }
    }

    /** How it came to the slots that it holds; nothing where it needs none. */
    RunMemo.Turn turn() {
        RunMemo.Turn own = ownTurn();
        List<String> keys = new ArrayList<>(own.queues());
        ofBuild.used().forEach(claim -> keys.add(claim.key()));
        return new RunMemo.Turn(own.waitedMillis() + ofBuild.waited().toMillis(), keys);
    }

    private RunMemo.Turn ownTurn() {
        return asked.get()
                ? RunQueues.get().ticket(id).map(RunTicket::turn).orElse(RunMemo.Turn.NONE)
                : RunMemo.Turn.NONE;
    }

    private static RunMemo.Turn turn(Ticket ticket) {
        Instant granted = ticket.granted();
        long waited = granted == null
                ? 0
                : Duration.between(ticket.entered(), granted).toMillis();
        return new RunMemo.Turn(Math.max(0, waited), ticket.keys());
    }

    /** What the console is told when its turn has come. */
    List<String> notes(String subject) {
        List<String> notes = new ArrayList<>();
        if (ofBuild.waited().compareTo(WORTH_TELLING) >= 0) {
            notes.add(WaitNews.waitedAsItem(subject, ofBuild.waited()));
        }
        List<Claim> claims = new ArrayList<>(ofBuild.used());
        Request known = request;
        if (known != null) {
            claims.addAll(known.claims());
        }
        notes.addAll(WaitNews.turn(subject, ownTurn(), claims, RunQueues.get()::policy));
        return notes;
    }

    /** Leaves the line, which ends the run; false where it holds its slots already, or never asked for any. */
    boolean leaveLine() {
        boolean left = asked.get() && RunQueues.get().cancel(id);
        if (left) {
            run.fail(new AbortException("the run was stopped while it waited for its turn"));
        }
        return left;
    }

    private void leaveAtTheEnd() {
        if (asked.compareAndSet(false, true)) {
            run.end().whenComplete((result, error) -> leave(run.outcome(result)));
        }
    }

    private void leave(Outcome outcome) {
        RunQueues.get().leave(id, outcome);
        try {
            if (Files.deleteIfExists(directory.resolve(FILE))) {
                Files.deleteIfExists(directory);
            }
        } catch (DirectoryNotEmptyException run) {
            LOGGER.log(Level.FINEST, "{0} was begun, and keeps its directory", id);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the ticket of run " + id + " can't be removed");
        }
    }

    @Override
    public void granted() {
        tell(null);
    }

    @Override
    public void refused(Exception why) {
        refusal = why;
        tell(why);
    }

    private void tell(@CheckForNull Exception why) {
        Turn told = turn.getAndSet(null);
        if (told != null) {
            told.comes(why);
        }
    }

    /** The slots are kept until the processes are gone. */
    @Override
    public void buildGone() {
        run.stop();
    }
}
