package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.execution.RunFailure;
import io.jenkins.plugins.attune.engine.execution.RunHandle;
import io.jenkins.plugins.attune.engine.execution.RunLimits;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import io.jenkins.plugins.attune.engine.execution.RunRequest;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.run.RunPlan;
import io.jenkins.plugins.attune.engine.run.RunResult;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.springframework.security.core.Authentication;

/**
 * One run of an action for one build, from the order to the report.
 *
 * <p>The caller's thread only hands the order over. A thread of {@link RunThreads} prepares the run and starts it on
 * the agent; from then on no thread of the controller waits: output and end arrive as calls from the agent. The report
 * comes exactly once, whatever happens first: the end, the loss of the agent, or a stop that nobody confirms.
 */
public final class BuildRun {
    /** How long a stopped run may take: the grace it has to end by itself, and time for the news to travel. */
    public static final Duration STOP_LIMIT = RunLimits.DEFAULT_GRACE.plusSeconds(30);

    private static final Logger LOGGER = Logger.getLogger(BuildRun.class.getName());

    private final String id = UUID.randomUUID().toString();
    private final RunOrder order;
    private final BuildPlace place;
    private final Authentication user;
    private final CompletableFuture<RunReport> report = new CompletableFuture<>();
    private final AtomicBoolean stopping = new AtomicBoolean();

    @CheckForNull
    private volatile RunHandle handle;

    private BuildRun(RunOrder order, BuildPlace place, Authentication user) {
        this.order = order;
        this.place = place;
        this.user = user;
    }

    /** Begins a run in the name of the thread's user; never blocks. */
    public static BuildRun start(RunOrder order, BuildPlace place) {
        BuildRun run = new BuildRun(order, place, Jenkins.getAuthentication2());
        RunThreads.get().execute(run::begin);
        return run;
    }

    /** Unique to the run. */
    public String id() {
        return id;
    }

    /** Has somebody told of the end, once: a report, or an exception where there was no run or its end is unknown. */
    public void whenEnded(BiConsumer<RunReport, Throwable> listener) {
        report.whenComplete(listener);
    }

    /** Asks the run to end; the report comes when its processes are gone, or after {@link #STOP_LIMIT}. */
    public void stop() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        RunThreads.get().execute(this::passStopOn);
        Timer.get()
                .schedule(
                        () -> fail(new AbortException(
                                order.action() + " on " + place.node().getDisplayName()
                                        + " was told to stop and did not confirm it within " + STOP_LIMIT.toSeconds()
                                        + " seconds")),
                        STOP_LIMIT.toSeconds(),
                        TimeUnit.SECONDS);
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

    private void begin() {
        try (ACLContext ignored = ACL.as2(user)) {
            prepare();
        } catch (AttuneException e) {
            fail(new AbortException(e.describe()));
        } catch (InterruptedException e) {
            // Jenkins goes down; a pipeline tells of it when it is resumed.
            LOGGER.log(Level.FINE, e, () -> "run " + id + " was not started");
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            fail(Channel.isClosedChannelException(e) ? lost(e) : e);
        } catch (Error e) {
            // Whatever it is, the build must not wait for ever.
            fail(e);
            throw e;
        }
    }

    private void prepare() throws AttuneException, IOException, InterruptedException {
        RunOrders.Checked checked = RunOrders.check(order);
        AgentPacks packs = new AgentPacks(CorePack.get().content());
        PackCatalog catalog = packs.catalog(place.workspace(), order.options().packs());
        Map<String, SecretValue> secrets = new BuildCredentials(place.build()).resolve(order.credentials());
        SecretMask mask = SecretMask.of(secrets.values());
        MaskedConsole console = new MaskedConsole(place.listener(), mask);
        report.whenComplete((result, error) -> {
            console.close();
            mask.close();
        });
        try (RunPlan plan = RunPlan.of(catalog, checked.call(secrets))) {
            for (String warning : plan.warnings()) {
                console.note("warning: " + mask.text(warning));
            }
            RunObserver observer =
                    new BuildObserver(console, (outcome, failure) -> conclude(plan, mask, outcome, failure));
            launch(plan, packs.directory(plan.resolved().pack(), agentRoot()), observer);
        } catch (AttuneException e) {
            fail(new AbortException(mask.text(e.describe())));
        }
    }

    private void launch(RunPlan plan, String packDirectory, RunObserver observer)
            throws AttuneException, IOException, InterruptedException {
        RunRequest request = plan.request(id, runPlace(packDirectory), ContextVariables.of(place.variables()));
        VirtualChannel channel = place.workspace().getChannel();
        if (channel instanceof Channel remote) {
            AgentLoss loss = new AgentLoss(this::fail, this::lost);
            remote.addListener(loss);
            AgentClasses.bringTo(remote);
            report.whenComplete((result, error) -> remote.removeListener(loss));
        }
        if (stopping.get()) {
            fail(new AbortException(order.action() + " was stopped before it started"));
            return;
        }
        RunHandle started = channel.call(new StartRun(request, channel.export(RunObserver.class, observer)));
        handle = started;
        deliver(started, plan, channel instanceof Channel);
        if (stopping.get()) {
            started.stop();
        }
    }

    /** On this machine the run wipes the document when it is written; over a connection it has only its copy. */
    private static void deliver(RunHandle started, RunPlan plan, boolean remote) throws AttuneException, IOException {
        byte[] document = plan.document();
        try {
            started.deliver(document);
        } finally {
            if (remote) {
                Arrays.fill(document, (byte) 0);
            }
        }
    }

    private FilePath agentRoot() throws ClosedChannelException {
        FilePath root = place.node().getRootPath();
        if (root == null) {
            // The agent went away since the build got it: the same to everybody as if it went away now.
            throw new ClosedChannelException();
        }
        return root;
    }

    private RunRequest.Place runPlace(String packDirectory) throws IOException {
        FilePath temporary = WorkspaceList.tempDir(place.workspace());
        if (temporary == null) {
            throw new AbortException("the workspace " + place.workspace() + " has no directory beside it");
        }
        return new RunRequest.Place(
                packDirectory,
                temporary.child("attune").getRemote(),
                agentRoot().child("attune").child("e").getRemote(),
                temporary.child("attune-artifacts").child(id).getRemote());
    }

    private void conclude(
            RunPlan plan, SecretMask mask, @CheckForNull RunOutcome outcome, @CheckForNull RunFailure failure) {
        try {
            if (failure != null || outcome == null) {
                String why = failure == null
                        ? "no reason given"
                        : failure.toException().describe();
                fail(new AbortException(mask.text(order.action() + " could not be run: " + why)));
            } else {
                report.complete(RunReport.of(plan, RunResult.of(plan.resultSpec(), id, outcome), mask));
            }
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
    }

    /** With the cause in it by which {@code retry(conditions: [agent()])} knows what happened. */
    private AbortException lost(Throwable cause) {
        AbortException lost = new AbortException("the agent " + place.node().getDisplayName()
                + " was lost while it ran " + order.action() + ", and the run with it");
        lost.initCause(cause);
        return lost;
    }
}
