package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One run on this machine, from the request to the last byte of output.
 *
 * <p>Nothing here waits for the action: the start, the document, each piece of output and the end are short tasks of the
 * shared executor, set off by events. What fails in any of them ends the run with a {@link RunFailure}; the observer is
 * told of the end exactly once.
 */
public final class ActionRun implements RunHandle {
    private static final Logger LOGGER = Logger.getLogger(ActionRun.class.getName());

    /** How much later than its own limits the supervisor may be before it is taken for stuck. */
    private static final long OVERDUE_SECONDS = 60;

    private final RunRequest request;
    private final RunObserver observer;
    private final RunServices services;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<byte[]> document = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<FileChannel> writing = new AtomicReference<>();
    private final long begun = System.nanoTime();
    private volatile boolean stopping;

    @CheckForNull
    private volatile Supervised supervised;

    private ActionRun(RunRequest request, RunObserver observer, RunServices services) {
        this.request = request;
        this.observer = observer;
        this.services = services;
    }

    /** What there is once the supervisor runs. */
    private record Supervised(
            Process process,
            ControlDirectory control,
            OutputPump pump,
            DirectoryWatcher.Registration watch,
            ScheduledFuture<?> overdue,
            long started) {}

    /** Begins a run and returns at once; the document is still to be delivered. */
    public static ActionRun start(RunRequest request, RunObserver observer, RunServices services) {
        ActionRun run = new ActionRun(request, observer, services);
        run.task("start", run::launch);
        return run;
    }

    @Override
    public void deliver(byte[] bytes) {
        if (!document.complete(bytes)) {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public void stop() {
        stopping = true;
        // A document that has not come yet is replaced by one that cannot be valid; then the action never starts.
        document.complete(new byte[0]);
        ready.thenRun(() -> task("stop", () -> {
            try (FileChannel events = requireSupervised().control().openFifo("ev")) {
                events.write(ByteBuffer.wrap("stop\n".getBytes(StandardCharsets.US_ASCII)));
            } catch (NoSuchFileException over) {
                LOGGER.log(Level.FINE, over, () -> "run " + request.executionId() + " was over before it was stopped");
            }
        }));
    }

    private void launch() throws Exception {
        ControlDirectory control =
                ControlDirectory.create(Path.of(request.place().controlRoot()), request.executionId());
        OutputPump pump = new OutputPump(control, observer, services.executor());
        Process process;
        DirectoryWatcher.Registration watch = services.watcher().watch(control.path(), pump::changed);
        try {
            process = new Launcher(services.finder()).launch(request, control);
        } catch (Exception e) {
            watch.close();
            control.delete();
            throw e;
        }
        long limit = request.limits().timeout().plus(request.limits().grace()).toSeconds() + OVERDUE_SECONDS;
        ScheduledFuture<?> overdue =
                services.timer().schedule(() -> task("overdue", this::overdue), limit, TimeUnit.SECONDS);
        supervised = new Supervised(process, control, pump, watch, overdue, System.nanoTime());
        process.onExit().thenRun(() -> task("end", this::supervisorEnded));
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            if (!"ready".equals(said.readLine())) {
                return; // its end says why
            }
        }
        ready.complete(null);
        if (document.isDone()) {
            send(document.join());
        } else {
            document.thenAccept(bytes -> task("document", () -> send(bytes)));
        }
    }

    /** Writes the document into the supervisor's FIFO, and wipes it. */
    private void send(byte[] bytes) throws IOException {
        Supervised current = requireSupervised();
        try (FileChannel channel = current.control().openFifo("doc")) {
            writing.set(channel);
            if (current.process().isAlive()) {
                DocumentFrame.write(channel, stopping ? null : bytes);
            }
        } catch (IOException e) {
            if (current.process().isAlive()) {
                throw e;
            }
            LOGGER.log(Level.FINE, "the supervisor ended while the document was written", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private void supervisorEnded() throws IOException {
        Supervised current = requireSupervised();
        current.overdue().cancel(false);
        FileChannel blocked = writing.get();
        if (blocked != null) {
            blocked.close();
        }
        document.complete(new byte[0]);
        current.watch().close();
        String exit = current.control().exit();
        boolean orderly = exit != null && exit.startsWith("exited ");
        if (!orderly) {
            new ProcessTree(Path.of("/proc")).kill(request.executionId());
        }
        current.pump().finish(() -> guarded("result", () -> conclude(current, exit)));
    }

    private void conclude(Supervised current, @CheckForNull String exit) throws Exception {
        RunOutcome outcome;
        try {
            outcome = outcome(current, exit);
        } finally {
            current.control().delete();
        }
        end(outcome, null);
    }

    private RunOutcome outcome(Supervised current, @CheckForNull String exit) throws Exception {
        String[] words = exit == null ? new String[] {"killed", "-"} : exit.split(" ");
        RunOutcome.End how =
                switch (words[0]) {
                    case "exited" -> RunOutcome.End.EXITED;
                    case "timeout" -> RunOutcome.End.TIMED_OUT;
                    default -> {
                        if (stopping) {
                            yield RunOutcome.End.STOPPED;
                        }
                        throw new LaunchFailedException(reason(words[0], current), null, null);
                    }
                };
        int signalled = 128 + 15;
        int code = "-".equals(words[1]) ? signalled : Integer.parseInt(words[1]);
        int result = request.limits().resultBytes();
        return new RunOutcome(
                how,
                code,
                new StreamFiles(current.control(), OutputStreamName.STDOUT).capture(result),
                new StreamFiles(current.control(), OutputStreamName.STDERR).capture(result),
                TimeUnit.NANOSECONDS.toMillis(current.started() - begun),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - current.started()));
    }

    private static String reason(String word, Supervised current) throws IOException {
        String log = current.control().read("supervisor.log");
        String said = log == null || log.isBlank() ? "" : " (" + log.strip() + ")";
        return switch (word) {
            case "killed" -> "the supervisor of the run was killed from outside";
            case "no-document" -> "the parameter document did not arrive in time, so the action was not started";
            case "bad-document" -> "the parameter document did not arrive whole, so the action was not started";
            case "unusable-shell" ->
                "sh on this machine has no builtin printf, so parameters could not be kept private";
            default -> "the supervisor of the run gave up: " + word + said;
        };
    }

    private void overdue() {
        LOGGER.log(Level.WARNING, "the supervisor of run {0} is overdue, and is killed", request.executionId());
        killAll();
    }

    private void killAll() {
        Supervised current = requireSupervised();
        current.process().descendants().forEach(ProcessHandle::destroyForcibly);
        current.process().destroyForcibly();
    }

    private Supervised requireSupervised() {
        Supervised current = supervised;
        if (current == null) {
            throw new IllegalStateException("run " + request.executionId() + " has not been started");
        }
        return current;
    }

    private void end(@CheckForNull RunOutcome outcome, @CheckForNull RunFailure failure) {
        if (ended.compareAndSet(false, true)) {
            deliver(new byte[0]);
            try {
                observer.ended(outcome, failure);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "nobody could be told of the end of run " + request.executionId());
            }
        }
    }

    private void task(String name, Step step) {
        services.executor().execute(() -> guarded(name, step));
    }

    private void guarded(String name, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            LOGGER.log(Level.FINE, e, () -> "run " + request.executionId() + " failed at: " + name);
            if (supervised != null) {
                killAll();
            }
            end(null, RunFailure.of(e));
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
