package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.environment.Lease;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One run on this machine, from the request, or from where it is found again, to the last byte of output.
 *
 * <p>Nothing here waits for the action: the start, the document, each piece of output and the end are short tasks of the
 * shared executor, set off by events. What fails in any of them ends the run with a {@link RunFailure}.
 */
public final class ActionRun implements RunHandle {
    private static final Logger LOGGER = Logger.getLogger(ActionRun.class.getName());

    /** How much later than its own limits the supervisor may be before it is taken for stuck. */
    private static final long OVERDUE_SECONDS = 60;

    /** How often the supervisor of a run found again is looked for; its orderly end is told by the exit file at once. */
    private static final long LIVENESS_SECONDS = 10;

    private final RunServices services;
    private final RunFollower follower;
    private final ControlDirectory control;
    private final RunLimits limits;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<byte[]> document = new CompletableFuture<>();
    private final AtomicReference<FileChannel> writing = new AtomicReference<>();
    private final long begun = System.nanoTime();
    private final RunObserver observer;
    private final KeyBridge keys;
    private volatile boolean stopping;

    @CheckForNull
    private volatile Future<?> preparing;

    @CheckForNull
    private volatile ProcessHandle supervisor;

    private ActionRun(
            RunTrace trace, OutputPosition from, RunLimits limits, RunObserver observer, RunServices services) {
        this.services = services;
        this.limits = limits;
        this.observer = observer;
        control = ControlDirectory.at(Path.of(trace.controlDirectory()));
        keys = new KeyBridge(trace, control, observer, services.keys());
        follower =
                new RunFollower(trace, control, observer, new OutputPump(control, from, observer, services.executor()));
    }

    /** Begins a run and returns at once; the document is still to be delivered. */
    public static ActionRun start(RunRequest request, RunObserver observer, RunServices services) {
        ActionRun run =
                new ActionRun(RunTrace.of(request), OutputPosition.start(), request.limits(), observer, services);
        run.task(() -> run.launch(request));
        return run;
    }

    /**
     * Follows a run that was started before, by this process or an earlier one, and returns at once.
     *
     * @param from what an earlier observer has been told already
     */
    public static ActionRun resume(RunTrace trace, OutputPosition from, RunObserver observer, RunServices services) {
        ActionRun run = new ActionRun(trace, from, RunLimits.defaults(), observer, services);
        run.task(run::find);
        return run;
    }

    /** A run that is brought to life elsewhere: nothing is done before {@link #launched} or {@link #failed}. */
    static ActionRun detached(RunRequest request, RunObserver observer, RunServices services) {
        return new ActionRun(RunTrace.of(request), OutputPosition.start(), request.limits(), observer, services);
    }

    /** Completed after the observer has been told of the end and the control directory is gone. */
    public CompletableFuture<Void> finished() {
        return follower.finished().copy();
    }

    @Override
    public void deliver(byte[] bytes) {
        if (!document.complete(bytes)) {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public void deliver(byte[] bytes, byte[] frame) {
        keys.supply(frame);
        deliver(bytes);
    }

    @Override
    public void restoreKeys(byte[] frame) throws IOException {
        keys.restore(frame);
    }

    @Override
    public void stop() {
        stopping = true;
        follower.expectStop();
        // A document that has not come yet is replaced by one that cannot be valid; then the action never starts.
        document.complete(new byte[0]);
        Future<?> building = preparing;
        if (building != null) {
            building.cancel(false);
        }
        ready.thenRun(() -> task(follower::askToStop));
        killAfter(limits.grace().toSeconds());
    }

    /** Its supervisor has been started elsewhere, and is ready. */
    void launched() {
        follower.environmentTook(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        task(() -> {
            Future<?> overdue = killAfter(limits.timeout().plus(limits.grace()).toSeconds());
            follower.finished().thenRun(() -> overdue.cancel(false));
            follow();
            awaitDocument();
        });
    }

    /** It could not be brought to life. */
    void failed(Throwable why) {
        task(() -> {
            closeDocument();
            follower.failed(why);
        });
    }

    /** Enters the run into the ledger of its machine for as long as it leaves anything there. */
    void enter(RunRequest request) {
        services.ledgers().enter(request.place(), control);
        follower.finished().thenRun(() -> services.ledgers().strike(request.place(), control));
    }

    /** The request with the address of the run's keys, where it has any. */
    RunRequest openKeys(RunRequest asked, boolean inSight) throws LaunchFailedException, IOException {
        return keys.open(asked, inSight);
    }

    private void launch(RunRequest asked) throws Exception {
        Launcher.requireUnix();
        enter(asked);
        control.create();
        RunRequest request = openKeys(asked, true);
        Preparation preparation = new Preparation(services, request);
        Interpreter interpreter = preparation.interpreter();
        CompletableFuture<Optional<Lease>> environment = preparation.environment(interpreter, control, observer);
        preparing = environment;
        environment.thenAccept(
                lease -> lease.ifPresent(held -> follower.finished().whenComplete((done, failure) -> held.close())));
        if (environment.isDone()) {
            launch(request, new Launcher(new Prepared(interpreter, lease(environment))));
        } else {
            environment.whenComplete((lease, failure) ->
                    task(() -> launch(request, new Launcher(new Prepared(interpreter, lease(environment))))));
            if (stopping) {
                environment.cancel(false);
            }
        }
    }

    /** The environment, or null where there is none; a run that is being stopped starts no action and needs none. */
    @CheckForNull
    private Lease lease(CompletableFuture<Optional<Lease>> environment) throws Exception {
        try {
            return environment.join().orElse(null);
        } catch (CancellationException stopped) {
            if (!stopping) {
                throw stopped;
            }
            return null;
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private void launch(RunRequest request, Launcher launcher) throws Exception {
        DirectoryWatcher.Registration watch = services.watcher().watch(control.path(), follower::changed);
        Process process;
        try {
            process = launcher.launch(request, control);
        } catch (Exception e) {
            watch.close();
            throw e;
        }
        follower.environmentTook(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        supervisor = process.toHandle();
        Future<?> overdue = killAfter(limits.timeout().plus(limits.grace()).toSeconds());
        process.onExit()
                .thenRun(() -> task(() -> {
                    overdue.cancel(false);
                    watch.close();
                    closeDocument();
                    follower.supervisorEnded();
                }));
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            if (!"ready".equals(said.readLine())) {
                return; // its end says why
            }
        }
        keys.begun();
        ready.complete(null);
        awaitDocument();
    }

    private void awaitDocument() throws IOException {
        if (document.isDone()) {
            send(document.join());
        } else {
            document.thenAccept(bytes -> task(() -> send(bytes)));
        }
    }

    /** Writes the document into the supervisor's FIFO, and wipes it. */
    private void send(byte[] bytes) throws IOException {
        try (FileChannel channel = control.openFifo("doc")) {
            writing.set(channel);
            if (supervisorLives()) {
                DocumentFrame.write(channel, stopping ? null : bytes);
            }
        } catch (IOException e) {
            // One that has written its last word may live on for a moment.
            if (supervisorLives() && !follower.hasExit()) {
                throw e;
            }
            LOGGER.log(Level.FINE, "the supervisor ended while the document was written", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private boolean supervisorLives() throws IOException {
        ProcessHandle current = supervisor;
        return current == null ? control.supervisorLives() : current.isAlive();
    }

    /** Frees a writer that nobody reads any more, and wipes a document that nobody will read. */
    private void closeDocument() throws IOException {
        keys.close();
        FileChannel blocked = writing.get();
        if (blocked != null) {
            blocked.close();
        }
        deliver(new byte[0]);
        if (blocked == null && document.isDone()) {
            Arrays.fill(document.join(), (byte) 0);
        }
    }

    private void find() throws Exception {
        if (!Files.isDirectory(control.path())) {
            throw new LaunchFailedException(
                    "nothing is left of the run on this machine: its control directory is gone",
                    control.path().toString(),
                    null);
        }
        deliver(new byte[0]);
        supervisor = control.supervisor();
        follow();
    }

    /** From what shows in the control directory, and no process of this one's tells. */
    private void follow() throws Exception {
        AtomicReference<Runnable> cease = new AtomicReference<>(() -> {});
        Step look = () -> {
            if (follower.hasExit() || !control.supervisorLives() && !follower.hasExit()) {
                cease.get().run();
                closeDocument();
                follower.supervisorEnded();
            }
        };
        DirectoryWatcher.Registration watch = services.watcher().watch(control.path(), () -> {
            follower.changed();
            task(look);
        });
        Future<?> liveness = services.timer()
                .scheduleWithFixedDelay(() -> task(look), LIVENESS_SECONDS, LIVENESS_SECONDS, TimeUnit.SECONDS);
        cease.set(() -> {
            watch.close();
            liveness.cancel(false);
        });
        ready.complete(null);
        follower.changed();
        look.run();
    }

    /** A supervisor that has not ended so long after its time is stuck. */
    private Future<?> killAfter(long seconds) {
        return services.timer().schedule(() -> task(this::overdue), seconds + OVERDUE_SECONDS, TimeUnit.SECONDS);
    }

    private void overdue() throws IOException {
        killSupervisor();
        if (control.isDetached()) {
            // What can't be seen can't be killed, and its end is not told: it ends with its container.
            closeDocument();
            follower.supervisorEnded();
        }
    }

    private void killSupervisor() {
        ProcessHandle current = supervisor;
        if (current != null && current.isAlive()) {
            LOGGER.log(Level.WARNING, "the supervisor in {0} is overdue, and is killed", control.path());
            current.descendants().forEach(ProcessHandle::destroyForcibly);
            current.destroyForcibly();
        }
    }

    private void task(Step step) {
        services.executor().execute(() -> {
            try {
                step.run();
            } catch (Exception | Error e) {
                LOGGER.log(Level.FINE, e, () -> "the run in " + control.path() + " failed");
                killSupervisor();
                keys.close();
                deliver(new byte[0]); // one that comes from now on is wiped
                follower.failed(e);
            }
        });
    }

    private interface Step {
        void run() throws Exception;
    }
}
