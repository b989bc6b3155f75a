package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.remoting.ChannelClosedException;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.execution.RunFailure;
import io.jenkins.plugins.attune.engine.execution.RunLimits;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.springframework.security.core.Authentication;

/**
 * One run of an action for one build, from the order, or from where it is found again, to the report.
 *
 * <p>The caller's thread only hands the order over. A thread of {@link RunThreads} prepares the run and starts it on
 * the agent; from then on no thread of the controller waits: output and end arrive as calls from the agent. A durable
 * run whose agent is lost is followed again when the agent is back. The report comes exactly once, whatever happens
 * first: the end, the loss of the agent for good, or a stop that nobody confirms.
 */
public final class BuildRun {
    /** How long a stopped run may take: the grace it has to end by itself, and time for the news to travel. */
    public static final Duration STOP_LIMIT = RunLimits.DEFAULT_GRACE.plusSeconds(30);

    private final String id;
    private final Run<?, ?> build;
    private final TaskListener listener;
    private final boolean durable;
    private final Authentication user;
    private final CompletableFuture<RunReport> report = new CompletableFuture<>();

    /** The same once it is in the audit log and the history: who hears of the end finds it there. */
    private final CompletableFuture<RunReport> recorded;

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final RunLink link = new RunLink(new Follower());
    private final RunWatch watch;
    private final RunAudit audit;
    private final RunTicket ticket;
    private final KeyKeeper keys;

    @CheckForNull
    private volatile RunMemo memo;

    @CheckForNull
    private volatile SecretMask mask;

    @CheckForNull
    private volatile BuildOutput output;

    @CheckForNull
    private volatile Runnable begun;

    private final long asked = System.currentTimeMillis();

    /** The agent has answered that there can be no process of the action. */
    private volatile boolean unrunnable;

    private BuildRun(String id, Run<?, ?> build, TaskListener listener, boolean durable, Authentication user) {
        this.id = id;
        this.user = user;
        this.build = build;
        this.listener = listener;
        this.durable = durable;
        watch = new RunWatch(id, build, link, Instant.now());
        audit = new RunAudit(id, build, user.getName());
        ticket = new RunTicket(id, directory(), new Follower());
        keys = new KeyKeeper(new Applicant(id, build, listener, user), directory());
        recorded = report.whenComplete(audit::ended);
        report.whenComplete((result, error) -> keys.end());
    }

    private BuildRun watched() {
        Watchdog.get().add(watch);
        report.whenComplete((result, error) -> Watchdog.get().remove(watch));
        return this;
    }

    /**
     * Begins a run in the name of the thread's user; never blocks.
     *
     * @param durable whether somebody will pick it up after a restart; otherwise it ends with its connection
     */
    public static BuildRun start(RunOrder order, BuildPlace place, boolean durable) {
        BuildRun run =
                new BuildRun(RunIds.next(), place.build(), place.listener(), durable, Jenkins.getAuthentication2());
        run.task(() -> run.enter(order, place));
        return run.watched();
    }

    /**
     * Finds a durable run again after a restart of the controller: its slots are its own again, or its place in the
     * line. Nothing else happens before {@link #goOn}.
     */
    public static BuildRun claim(String id, Run<?, ?> build, TaskListener listener, Authentication user)
            throws IOException {
        BuildRun run = new BuildRun(id, build, listener, true, user);
        boolean begun = RunMemo.load(run.directory()) != null;
        if (!begun || KeptReport.load(run.directory()) == null) {
            run.ticket.claim(begun);
        }
        return run.watched();
    }

    /**
     * Picks up a run that was claimed; never blocks.
     *
     * @param memory for a run that was not begun; null where nothing is known of one
     */
    public void goOn(@CheckForNull Recall memory) {
        task(() -> find(memory));
    }

    /** Has somebody told when the run is begun, from when on its order is of no use any more. */
    public void whenBegun(Runnable told) {
        begun = told;
    }

    /** Unique to the run. */
    public String id() {
        return id;
    }

    /** Has somebody told of the end, once: a report, or an exception where there was no run or its end is unknown. */
    public void whenEnded(BiConsumer<RunReport, Throwable> told) {
        recorded.whenComplete((end, error) -> report.whenComplete(ticket.before(told)));
    }

    /** Asks the run to end; the report comes when its processes are gone, or after {@link #STOP_LIMIT}. */
    public void stop() {
        if (stopping.compareAndSet(false, true)) {
            task(this::passStopOn);
            String late = "run " + id + " was told to stop and did not confirm it within " + STOP_LIMIT.toSeconds()
                    + " seconds";
            Timer.get().schedule(() -> fail(new AbortException(late)), STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Out of the line, or off the agent. */
    private void passStopOn() {
        if (!ticket.leaveLine()) {
            link.passStopOn();
        }
    }

    private void fail(Throwable error) {
        report.completeExceptionally(error);
    }

    private void enter(RunOrder order, BuildPlace place) throws AttuneException, IOException, InterruptedException {
        new RunAdmission(ticket, () -> prepare(order, place), launch -> begin(launch, place)).enter();
    }

    /** Whatever is wrong with the call is told before the run waits for anything. */
    private RunLaunch prepare(RunOrder order, BuildPlace place)
            throws AttuneException, IOException, InterruptedException {
        audit.ordered(order, place);
        try (ACLContext ignored = ACL.as2(user)) {
            RunLaunch launch = RunLaunch.prepare(id, order, place).atTurn(asked, RunMemo.Turn.NONE);
            audit.prepared(launch.memo());
            audit.used(launch.secrets().credentials().ids());
            return launch;
        }
    }

    /** It has its turn; the launch is closed in here. */
    private void begin(RunLaunch prepared, BuildPlace place) throws AttuneException, IOException, InterruptedException {
        try (ACLContext ignored = ACL.as2(user);
                RunLaunch launch = prepared.atTurn(asked, ticket.turn())) {
            follow(launch.memo(), launch.mask(), false);
            keys.begin(launch, place, durable);
            launch.memo().save(directory());
            audit.prepared(launch.memo());
            Runnable told = begun;
            if (told != null) {
                told.run();
            }
            List<String> notes =
                    new ArrayList<>(ticket.notes(launch.plan().action().ref().toString()));
            notes.addAll(launch.notes());
            for (String note : notes) {
                requireOutput().note(note);
            }
            if (stopping.get() || report.isDone()) {
                fail(new AbortException(launch.plan().action().ref() + " was stopped before it started"));
                return;
            }
            link.begin(launch, place);
        }
        if (stopping.get()) {
            link.passStopOn();
        }
    }

    /** Where everything of the run is kept on the controller; removed with the build. */
    private Path directory() {
        return build.getRootDir().toPath().resolve("attune").resolve(id);
    }

    private void find(@CheckForNull Recall memory) throws AttuneException, IOException, InterruptedException {
        RunMemo found = RunMemo.load(directory());
        if (found == null) {
            RunRecall.goOn(
                    memory,
                    ticket,
                    new RunRecall.Steps(this::enter, (order, place) -> begin(prepare(order, place), place)));
            return;
        }
        audit.prepared(found);
        KeptReport kept = KeptReport.load(directory());
        if (kept != null) {
            audit.used(new TreeSet<>(found.origin().credentials().values()));
            kept.tell(report);
            UnseenRun.end(found, RunLink.patience());
            return;
        }
        try (ACLContext ignored = ACL.as2(user);
                ResolvedCredentials secrets =
                        new BuildCredentials(build).resolveAgain(found.origin().credentials())) {
            keys.recall(memory, found, secrets);
            audit.used(secrets.ids());
            follow(found, secrets.mask(), true);
        } catch (AttuneException e) {
            // What cannot be hidden any more must not be shown: the run ends unseen.
            audit.lost();
            UnseenRun.end(found, RunLink.patience());
            throw e;
        }
        link.awaitAgent(new ChannelClosedException((Channel) null, null));
    }

    private void follow(RunMemo found, SecretMask secrets, boolean again) {
        memo = found;
        mask = secrets;
        BuildOutput.Place place =
                new BuildOutput.Place(listener, directory(), build.getUrl() + "attune/run/" + id + "/", found.bounds());
        BuildOutput to = new BuildOutput(place, secrets, RunThreads.get(), again);
        output = to;
        keys.shows(to, secrets);
        report.whenComplete((result, error) -> {
            to.close();
            secrets.close();
        });
    }

    private void conclude(@CheckForNull RunOutcome outcome, @CheckForNull RunFailure failure) {
        if (report.isDone()) {
            return; // told again, because the answer got lost
        }
        unrunnable = failure != null || outcome == null || mask == null;
        try {
            KeptReport end = KeptReport.of(id, requireMemo(), mask, outcome, failure);
            (durable ? end : end.shared()).keep(directory());
            end.tell(report);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** What the link to the agent needs of the run. */
    private final class Follower implements RunLink.Owner {
        @Override
        public RunMemo memo() {
            return requireMemo();
        }

        @Override
        @CheckForNull
        public RunMemo knownMemo() {
            return memo;
        }

        @Override
        public BuildOutput output() {
            return requireOutput();
        }

        @Override
        public Applicant applicant() {
            return new Applicant(id, build, listener, user);
        }

        @Override
        public Outcome outcome(@CheckForNull RunReport end) {
            Outcome none = unrunnable && !stopping.get() ? Outcome.FAILED : Outcome.UNKNOWN;
            return end == null ? none : end.outcome();
        }

        @Override
        public Instant deadline() throws IOException {
            return RunMemo.saved(directory()).plusSeconds(requireMemo().bounds().timeoutSeconds());
        }

        @Override
        public boolean isDurable() {
            return durable;
        }

        @Override
        public boolean isStopping() {
            return stopping.get();
        }

        @Override
        public CompletableFuture<RunReport> end() {
            return report;
        }

        @Override
        public KeyKeeper keys() {
            return keys;
        }

        @Override
        public RunWatch watch() {
            return watch;
        }

        @Override
        public void task(RunLink.Step step) {
            BuildRun.this.task(step);
        }

        @Override
        public void conclude(@CheckForNull RunOutcome outcome, @CheckForNull RunFailure failure) {
            BuildRun.this.conclude(outcome, failure);
        }

        @Override
        public void fail(Throwable error) {
            BuildRun.this.fail(error);
        }

        @Override
        public void lost() {
            audit.lost();
        }

        @Override
        public void giveUp(Throwable error) {
            stop();
            fail(error);
        }

        @Override
        public void stop() {
            BuildRun.this.stop();
        }
    }

    private RunMemo requireMemo() {
        return required(memo);
    }

    private BuildOutput requireOutput() {
        return required(output);
    }

    private <T> T required(@CheckForNull T known) {
        if (known == null) {
            throw new IllegalStateException("run " + id + " has not been prepared");
        }
        return known;
    }

    private void task(RunLink.Step step) {
        RunThreads.execute(id, step, this::failed, this::fail);
    }

    /** A connection that goes in the middle of a call is told of by its listener, too. */
    private void failed(Exception error) {
        if (!Channel.isClosedChannelException(error)) {
            fail(error);
        } else if (!durable || !link.isStarted()) {
            fail(link.lost(error));
        }
    }
}
