package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Computer;
import hudson.remoting.Channel;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.execution.OutputPosition;
import io.jenkins.plugins.attune.engine.execution.RunFailure;
import io.jenkins.plugins.attune.engine.execution.RunHandle;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import io.jenkins.plugins.attune.engine.execution.RunState;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;

/**
 * The way from a run of the controller to the run on the agent, which may be lost and found again.
 *
 * <p>Whatever comes from the agent passes one observer at a time. No thread waits for anything here: the loss of the
 * connection and the return of the agent are events.
 */
final class RunLink implements RunWatch.Subject {
    /** Comes before the configured time that a lost agent may take to come back, in seconds. */
    private static final String RETURN_PROPERTY = BuildRun.class.getName() + ".returnSeconds";

    private static final Logger LOGGER = Logger.getLogger(RunLink.class.getName());

    private final Owner owner;
    private final AtomicReference<BuildObserver> observer = new AtomicReference<>();
    private final AtomicReference<Channel> watched = new AtomicReference<>();

    @CheckForNull
    private volatile RunHandle handle;

    /** The run for which this is; its methods may be called by any thread. */
    interface Owner {
        RunMemo memo();

        @CheckForNull
        RunMemo knownMemo();

        BuildOutput output();

        Applicant applicant();

        /** When the run must be over. */
        Instant deadline() throws IOException;

        boolean isDurable();

        boolean isStopping();

        CompletableFuture<RunReport> end();

        KeyKeeper keys();

        /** What the end means to a circuit breaker. */
        Outcome outcome(@CheckForNull RunReport end);

        RunWatch watch();

        /** On a thread of {@link RunThreads}; what it throws ends the run. */
        void task(Step step);

        void conclude(@CheckForNull RunOutcome outcome, @CheckForNull RunFailure failure);

        void fail(Throwable error);

        /** The agent is gone; what became of the run there is unknown. */
        void lost();

        void giveUp(Throwable error);

        /** Asks the run to end. */
        void stop();
    }

    /** What may fail. */
    interface Step {
        void run() throws Exception;
    }

    RunLink(Owner owner) {
        this.owner = owner;
    }

    /** Whether there is a run on the agent that can be reached at present. */
    boolean isStarted() {
        return handle != null;
    }

    /** Starts the run, and hands it its document and its keys. */
    void begin(RunLaunch launch, BuildPlace place) throws AttuneException, IOException, InterruptedException {
        // Before anything is started, because it may turn out to be too large.
        byte[] document = launch.plan().document(launch.request());
        byte[] keys = launch.plan().keys();
        VirtualChannel channel = place.workspace().getChannel();
        try {
            RunHandle started = start(channel, new RunStart(launch.request(), owner.isDurable(), place.spot()));
            started.deliver(document, keys);
        } finally {
            // On this machine the run wipes the document when it is written; over a connection it has its copy.
            if (!isStarted() || channel instanceof Channel) {
                Arrays.fill(document, (byte) 0);
                Arrays.fill(keys, (byte) 0);
            }
        }
    }

    private RunHandle start(VirtualChannel channel, RunStart start) throws IOException, InterruptedException {
        watch(channel);
        bringClasses(channel);
        RunHandle started = start.on(channel, observer(channel), known -> handle = known);
        owner.watch()
                .running(
                        owner.deadline(),
                        Duration.ofSeconds(owner.memo().bounds().timeoutSeconds()));
        return started;
    }

    void passStopOn() {
        RunHandle current = handle;
        if (current != null) {
            try {
                current.stop();
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.FINE, "a run could not be told to stop", e);
            }
        }
    }

    /** From now on the one before counts for nothing: what it still tells would come twice. */
    private RunObserver observer(VirtualChannel channel) {
        BuildObserver next = new BuildObserver(
                owner.output(), new IndexCredentials(owner.applicant().build()), owner.keys(), owner::conclude);
        BuildObserver before = observer.getAndSet(next);
        if (before != null) {
            before.retire();
        }
        if (owner.isDurable()) {
            ShutdownGate gate = ShutdownGate.get();
            gate.add(next);
            owner.end().whenComplete((result, error) -> gate.remove(next));
        }
        return channel.export(RunObserver.class, next);
    }

    @Override
    @CheckForNull
    public RunState look() throws IOException, InterruptedException {
        RunMemo known = owner.memo();
        Computer computer = Jenkins.get().getComputer(known.machine());
        VirtualChannel channel = computer == null ? null : computer.getChannel();
        return channel == null ? null : channel.call(new ProbeRun(known.trace()));
    }

    @Override
    public OutputPosition taken() {
        return owner.output().taken();
    }

    @Override
    public void followAgain() {
        awaitAgent(new ChannelClosedException((Channel) null, null));
    }

    @Override
    public void giveUp(String why) {
        owner.giveUp(new AbortException(why));
    }

    /** What happens when the connection goes. */
    private void watch(VirtualChannel channel) {
        if (channel instanceof Channel remote && watched.getAndSet(remote) != remote) {
            AgentLoss loss = new AgentLoss(cause -> {
                if (owner.isDurable() && !owner.end().isDone()) {
                    owner.task(() -> awaitAgent(cause));
                } else {
                    owner.fail(lost(cause));
                }
            });
            remote.addListener(loss);
            owner.end().whenComplete((result, error) -> {
                if (owner.isDurable()) {
                    UnseenRun.endIfLost(remote, owner.memo(), patience());
                }
                remote.removeListener(loss);
            });
        }
    }

    /** @param cause why there is no connection; {@code retry(conditions: [agent()])} looks for its kind */
    void awaitAgent(IOException cause) {
        handle = null;
        owner.watch().away();
        Duration patience = patience();
        NodeReturn.await(
                owner.memo().machine(),
                patience,
                computer -> owner.task(() -> reattach(computer)),
                () -> owner.fail(lost(new NotResumableException(
                        "the agent did not come back within " + patience.toSeconds() + " seconds", cause))));
    }

    private void reattach(Computer computer) throws IOException, InterruptedException {
        VirtualChannel channel = computer.getChannel();
        if (channel == null) {
            awaitAgent(new ChannelClosedException((Channel) null, null));
            return;
        }
        if (owner.end().isDone()) {
            UnseenRun.end(owner.memo(), patience());
            return;
        }
        watch(channel);
        try {
            bringClasses(channel);
            RunObserver next = observer(channel);
            RunHandle found = channel.call(
                    new ResumeRun(owner.memo().trace(), owner.output().taken(), next));
            handle = found;
            owner.keys().restore(found);
        } catch (NotResumableException e) {
            // The action would ask in vain.
            passStopOn();
            owner.lost();
            throw e;
        } catch (IOException e) {
            if (!Channel.isClosedChannelException(e)) {
                throw e;
            }
            awaitAgent(e); // lost again
            return;
        }
        owner.watch()
                .running(
                        owner.deadline(),
                        Duration.ofSeconds(owner.memo().bounds().timeoutSeconds()));
        if (owner.isStopping()) {
            passStopOn();
        }
    }

    private static void bringClasses(VirtualChannel channel) throws IOException, InterruptedException {
        if (channel instanceof Channel remote) {
            AgentClasses.bringTo(remote);
        }
    }

    static Duration patience() {
        int configured = AttuneConfiguration.get().getLimits().getAgentReturn();
        return Duration.ofSeconds(SystemProperties.getInteger(RETURN_PROPERTY, configured));
    }

    /** With the cause in it by which {@code retry(conditions: [agent()])} knows what happened. */
    AbortException lost(Throwable cause) {
        owner.lost();
        RunMemo known = owner.knownMemo();
        AbortException lost =
                new AbortException("the agent " + (known == null ? "" : known.machine()) + " was lost while it ran "
                        + (known == null ? "an action" : known.spec().action()) + ", and the run with it");
        lost.initCause(cause);
        return lost;
    }
}
