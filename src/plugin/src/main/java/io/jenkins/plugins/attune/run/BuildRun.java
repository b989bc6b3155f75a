package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.VirtualChannel;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.execution.OutputPosition;
import io.jenkins.plugins.attune.engine.execution.RunFailure;
import io.jenkins.plugins.attune.engine.execution.RunHandle;
import io.jenkins.plugins.attune.engine.execution.RunLimits;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import io.jenkins.plugins.attune.engine.execution.RunState;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import io.jenkins.plugins.attune.engine.run.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;
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

    private static final Logger LOGGER = Logger.getLogger(BuildRun.class.getName());

    /** Comes before the configured time that a lost agent may take to come back, in seconds. */
    private static final String RETURN_PROPERTY = BuildRun.class.getName() + ".returnSeconds";

    private final String id;
    private final Run<?, ?> build;
    private final TaskListener listener;
    private final boolean durable;
    private final Authentication user = Jenkins.getAuthentication2();
    private final CompletableFuture<RunReport> report = new CompletableFuture<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final RunWatch watch;
    private final AtomicReference<BuildObserver> observer = new AtomicReference<>();
    private final RunAudit audit;

    @CheckForNull
    private volatile RunMemo memo;

    @CheckForNull
    private volatile SecretMask mask;

    @CheckForNull
    private volatile BuildOutput output;

    @CheckForNull
    private volatile RunHandle handle;

    private BuildRun(String id, Run<?, ?> build, TaskListener listener, boolean durable) {
        this.id = id;
        this.build = build;
        this.listener = listener;
        this.durable = durable;
        watch = new RunWatch(id, build, new Watched(), Instant.now());
        audit = new RunAudit(id, build, user.getName());
        report.whenComplete(audit::ended);
    }

    private BuildRun watched() {
        Watchdog dog = Watchdog.get();
        dog.add(watch);
        report.whenComplete((result, error) -> dog.remove(watch));
        return this;
    }

    /**
     * Begins a run in the name of the thread's user; never blocks.
     *
     * @param durable whether somebody will pick it up after a restart; otherwise it ends with its connection
     */
    public static BuildRun start(RunOrder order, BuildPlace place, boolean durable) {
        BuildRun run = new BuildRun(UUID.randomUUID().toString(), place.build(), place.listener(), durable);
        run.task(() -> run.begin(order, place));
        return run.watched();
    }

    /** Picks a durable run up again after a restart of the controller; never blocks. */
    public static BuildRun resume(String id, Run<?, ?> build, TaskListener listener) {
        BuildRun run = new BuildRun(id, build, listener, true);
        run.task(run::find);
        return run.watched();
    }

    /** Unique to the run. */
    public String id() {
        return id;
    }

    /** Has somebody told of the end, once: a report, or an exception where there was no run or its end is unknown. */
    public void whenEnded(BiConsumer<RunReport, Throwable> told) {
        report.whenComplete(told);
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

    private void passStopOn() {
        RunHandle current = handle;
        if (current != null) {
            try {
                current.stop();
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.FINE, e, () -> "run " + id + " could not be told to stop");
            }
        }
    }

    private void fail(Throwable error) {
        report.completeExceptionally(error);
    }

    private void begin(RunOrder order, BuildPlace place) throws AttuneException, IOException, InterruptedException {
        audit.ordered(order, place);
        try (ACLContext ignored = ACL.as2(user);
                RunLaunch launch = RunLaunch.prepare(id, order, place)) {
            launch.memo().save(directory());
            audit.prepared(launch.memo());
            audit.used(launch.secrets().credentials().ids());
            follow(launch.memo(), launch.mask(), false);
            for (String note : launch.notes()) {
                requireOutput().note(note);
            }
            if (stopping.get()) {
                fail(new AbortException(order.action() + " was stopped before it started"));
                return;
            }
            // Before anything is started, because it may turn out to be too large.
            byte[] document = launch.plan().document();
            VirtualChannel channel = place.workspace().getChannel();
            try {
                watch(channel);
                bringClasses(channel);
                RunHandle started = new RunStart(launch.request(), durable, place.spot())
                        .on(channel, observer(channel), known -> handle = known);
                watch.running(Instant.now().plusSeconds(launch.memo().bounds().timeoutSeconds()));
                started.deliver(document);
            } finally {
                // On this machine the run wipes the document when it is written; over a connection it has its copy.
                if (handle == null || channel instanceof Channel) {
                    Arrays.fill(document, (byte) 0);
                }
            }
        }
        if (stopping.get()) {
            passStopOn();
        }
    }

    /** Where everything of the run is kept on the controller; removed with the build. */
    private Path directory() {
        return build.getRootDir().toPath().resolve("attune").resolve(id);
    }

    private void find() throws AttuneException, IOException {
        RunMemo found = RunMemo.load(directory());
        if (found == null) {
            throw new NotResumableException("the controller was restarted before the action could be started", null);
        }
        audit.prepared(found);
        try (ACLContext ignored = ACL.as2(user);
                ResolvedCredentials secrets =
                        new BuildCredentials(build).resolveAgain(found.origin().credentials())) {
            audit.used(secrets.ids());
            follow(found, secrets.mask(), true);
        } catch (AttuneException e) {
            // What cannot be hidden any more must not be shown: the run ends unseen.
            audit.lost();
            UnseenRun.end(found, patience());
            throw e;
        }
        awaitAgent(new ChannelClosedException((Channel) null, null));
    }

    private static Duration patience() {
        int configured = AttuneConfiguration.get().getLimits().getAgentReturn();
        return Duration.ofSeconds(SystemProperties.getInteger(RETURN_PROPERTY, configured));
    }

    private void follow(RunMemo found, SecretMask secrets, boolean again) {
        memo = found;
        mask = secrets;
        BuildOutput.Place place =
                new BuildOutput.Place(listener, directory(), build.getUrl() + "attune/run/" + id + "/", found.bounds());
        BuildOutput to = new BuildOutput(place, secrets, RunThreads.get(), again);
        output = to;
        report.whenComplete((result, error) -> {
            to.close();
            secrets.close();
        });
    }

    /** From now on the one before counts for nothing: what it still tells would come twice. */
    private RunObserver observer(VirtualChannel channel) {
        BuildObserver next = new BuildObserver(requireOutput(), this::conclude);
        BuildObserver before = observer.getAndSet(next);
        if (before != null) {
            before.retire();
        }
        return channel.export(RunObserver.class, next);
    }

    /** What the watchdog may do. */
    private final class Watched implements RunWatch.Subject {
        @Override
        @CheckForNull
        public RunState look() throws IOException, InterruptedException {
            RunMemo known = requireMemo();
            Computer computer = Jenkins.get().getComputer(known.machine());
            VirtualChannel channel = computer == null ? null : computer.getChannel();
            return channel == null ? null : channel.call(new ProbeRun(known.trace()));
        }

        @Override
        public OutputPosition taken() {
            return requireOutput().taken();
        }

        @Override
        public void followAgain() {
            awaitAgent(new ChannelClosedException((Channel) null, null));
        }

        @Override
        public void giveUp(String why) {
            stop();
            fail(new AbortException(why));
        }
    }

    /** What happens when the connection goes; nothing more once the run has ended. */
    private void watch(VirtualChannel channel) {
        if (channel instanceof Channel remote) {
            AgentLoss loss = new AgentLoss(cause -> {
                if (durable && !report.isDone()) {
                    task(() -> awaitAgent(cause));
                } else {
                    fail(lost(cause));
                }
            });
            remote.addListener(loss);
            report.whenComplete((result, error) -> remote.removeListener(loss));
        }
    }

    /** @param cause why there is no connection; {@code retry(conditions: [agent()])} looks for its kind */
    private void awaitAgent(IOException cause) {
        handle = null;
        watch.away();
        Duration patience = patience();
        NodeReturn.await(
                requireMemo().machine(),
                patience,
                computer -> task(() -> reattach(computer)),
                () -> fail(lost(new NotResumableException(
                        "the agent did not come back within " + patience.toSeconds() + " seconds", cause))));
    }

    private void reattach(Computer computer) throws IOException, InterruptedException {
        VirtualChannel channel = computer.getChannel();
        if (channel == null) {
            awaitAgent(new ChannelClosedException((Channel) null, null));
            return;
        }
        watch(channel);
        bringClasses(channel);
        RunObserver next = observer(channel);
        handle = channel.call(
                new ResumeRun(requireMemo().trace(), requireOutput().taken(), next));
        watch.running(
                RunMemo.saved(directory()).plusSeconds(requireMemo().bounds().timeoutSeconds()));
        if (stopping.get()) {
            passStopOn();
        }
    }

    private static void bringClasses(VirtualChannel channel) throws IOException, InterruptedException {
        if (channel instanceof Channel remote) {
            AgentClasses.bringTo(remote);
        }
    }

    private void conclude(@CheckForNull RunOutcome outcome, @CheckForNull RunFailure failure) {
        RunMemo known = requireMemo();
        SecretMask secrets = mask;
        try {
            if (failure != null || outcome == null || secrets == null) {
                String why = failure == null
                        ? "no reason given"
                        : failure.toException().describe();
                String text = known.spec().action() + " could not be run: " + why;
                fail(new AbortException(secrets == null ? text : secrets.text(text)));
            } else {
                report.complete(RunReport.of(known, RunResult.of(known.spec(), id, outcome), secrets));
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private RunMemo requireMemo() {
        RunMemo known = memo;
        if (known == null) {
            throw new IllegalStateException("run " + id + " has not been prepared");
        }
        return known;
    }

    private BuildOutput requireOutput() {
        BuildOutput known = output;
        if (known == null) {
            throw new IllegalStateException("run " + id + " has not been prepared");
        }
        return known;
    }

    /** With the cause in it by which {@code retry(conditions: [agent()])} knows what happened. */
    private AbortException lost(Throwable cause) {
        audit.lost();
        RunMemo known = memo;
        AbortException lost = new AbortException("the agent " + (known == null ? "" : known.machine())
                + " was lost while it ran " + (known == null ? id : known.spec().action()) + ", and the run with it");
        lost.initCause(cause);
        return lost;
    }

    private void task(Step step) {
        RunThreads.get().execute(() -> {
            try {
                step.run();
            } catch (AttuneException e) {
                fail(new RunLaunch.RefusedException(e.describe(), e));
            } catch (InterruptedException e) {
                // Jenkins goes down; a pipeline tells of it when it is resumed.
                LOGGER.log(Level.FINE, e, () -> "run " + id + " was interrupted");
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException e) {
                failed(e);
            } catch (Error e) {
                // Whatever it is, the build must not wait for ever.
                fail(e);
                throw e;
            }
        });
    }

    /** A connection that goes in the middle of a call is told of by its listener, too. */
    private void failed(Exception error) {
        if (!Channel.isClosedChannelException(error)) {
            fail(error);
        } else if (!durable || handle == null) {
            fail(lost(error));
        }
    }

    private interface Step {
        void run() throws AttuneException, IOException, InterruptedException;
    }
}
