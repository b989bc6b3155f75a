package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Follows a supervised run to its end, whoever started it: carries its output on, reads its exit status, tells the
 * observer.
 *
 * <p>The observer is told of the end exactly once. The control directory is removed only after it has taken that in: where
 * nobody could be told, the run stays to be found again.
 */
final class RunFollower {
    private static final Logger LOGGER = Logger.getLogger(RunFollower.class.getName());

    private static final int SIGTERM = 15;
    private static final int SIGNALLED = 128;

    private final RunTrace trace;
    private final ControlDirectory control;
    private final RunObserver observer;
    private final OutputPump pump;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private volatile boolean stopping;
    private volatile long environmentMillis;

    RunFollower(RunTrace trace, ControlDirectory control, RunObserver observer, OutputPump pump) {
        this.trace = trace;
        this.control = control;
        this.observer = observer;
        this.pump = pump;
    }

    void environmentTook(long millis) {
        environmentMillis = millis;
    }

    /** Something in the control directory may have changed. */
    void changed() {
        pump.changed();
    }

    /** From now on an end without an exit code is what was asked for. */
    void expectStop() {
        stopping = true;
    }

    /** Tells the supervisor to end the run; does nothing where it has ended. */
    void askToStop() throws IOException {
        expectStop();
        try (FileChannel events = control.openFifo("ev")) {
            events.write(ByteBuffer.wrap("stop\n".getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchFileException gone) {
            LOGGER.log(Level.FINE, gone, () -> "run " + trace.executionId() + " was over before it was stopped");
        }
    }

    /** Whether the supervisor has said its last word. */
    boolean hasExit() throws IOException {
        return control.exit() != null;
    }

    /** The supervisor is gone: carries what is left, and tells the end. Only the first call counts. */
    void supervisorEnded() throws IOException {
        if (over.compareAndSet(false, true)) {
            control.deleteParameters();
            String exit = control.exit();
            if (exit == null || !exit.startsWith("exited ")) {
                new ProcessTree(Path.of("/proc")).kill(trace.executionId());
            }
            pump.finish(() -> conclude(exit));
        }
    }

    private void conclude(@CheckForNull String exit) {
        RunOutcome outcome = null;
        RunFailure failure = null;
        try {
            outcome = outcome(exit);
        } catch (IOException | LaunchFailedException e) {
            failure = RunFailure.of(e);
        }
        tell(outcome, failure);
    }

    /** The run could not be started or followed. */
    void failed(Throwable error) {
        tell(null, RunFailure.of(error));
    }

    private void tell(@CheckForNull RunOutcome outcome, @CheckForNull RunFailure failure) {
        if (!told.compareAndSet(false, true)) {
            return;
        }
        try {
            observer.ended(outcome, failure);
            control.delete();
        } catch (IOException | RuntimeException e) {
            // A lost connection shows as either. The supervisor's word stays in the directory for whoever comes next.
            LOGGER.log(Level.WARNING, e, () -> "nobody could be told of the end of run " + trace.executionId());
            control.deleteFifos();
        } finally {
            finished.complete(null);
        }
    }

    /** Completed when the observer knows and nothing is left to do. */
    CompletableFuture<Void> finished() {
        return finished;
    }

    private RunOutcome outcome(@CheckForNull String exit) throws IOException, LaunchFailedException {
        String[] words = exit == null ? new String[] {"killed", "-"} : exit.split(" ");
        RunOutcome.End how =
                switch (words[0]) {
                    case "exited" -> RunOutcome.End.EXITED;
                    case "timeout" -> RunOutcome.End.TIMED_OUT;
                    case "stop" -> RunOutcome.End.STOPPED;
                    default -> {
                        if (stopping) {
                            yield RunOutcome.End.STOPPED;
                        }
                        throw new LaunchFailedException(reason(words[0]), null, null);
                    }
                };
        return new RunOutcome(
                how,
                "-".equals(words[1]) ? SIGNALLED + SIGTERM : Integer.parseInt(words[1]),
                new StreamFiles(control, OutputStreamName.STDOUT).capture(trace.resultBytes()),
                new StreamFiles(control, OutputStreamName.STDERR).capture(trace.resultBytes()),
                environmentMillis,
                control.millisBetween("supervisor", "exit"));
    }

    private String reason(String word) throws IOException {
        String log = control.read("supervisor.log");
        String said = log == null || log.isBlank() ? "" : " (" + log.strip() + ")";
        return switch (word) {
            case "killed" -> "the supervisor of the run was killed from outside";
            case "no-document" -> "the parameter document did not arrive in time, so the action was not started";
            case "bad-document" -> "the parameter document did not arrive whole, so the action was not started";
            case "no-parameter-file" ->
                "the parameters could not be stored in private files, so the action was not started" + said;
            case "unusable-shell" ->
                "sh on this machine has no builtin printf, so parameters could not be kept private";
            default -> "the supervisor of the run gave up: " + word + said;
        };
    }
}
