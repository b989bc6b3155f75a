package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import io.jenkins.plugins.attune.engine.execution.OutputStreamName;
import io.jenkins.plugins.attune.engine.execution.RunFailure;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Passes the output of a run on, byte for byte and at once, and waits for its end.
 *
 * <p>Where nobody reads standard output any more, the run is stopped: a program in a pipe would get SIGPIPE. Called by one
 * thread at a time, and awaited by another.
 */
final class ConsoleObserver implements RunObserver {
    private final Terminal terminal;
    private final long streamBytes;
    private final boolean silent;
    private final KeyFiles keys;
    private final CompletableFuture<RunOutcome> end = new CompletableFuture<>();
    private final CompletableFuture<Void> broken = new CompletableFuture<>();

    /**
     * @param silent whether the output is only wanted with the result
     * @param keys where those go that the action writes
     */
    ConsoleObserver(Terminal terminal, long streamBytes, boolean silent, KeyFiles keys) {
        this.keys = keys;
        this.terminal = terminal;
        this.streamBytes = streamBytes;
        this.silent = silent;
    }

    @Override
    public void output(OutputStreamName stream, byte[] bytes) throws IOException {
        if (silent) {
            return;
        }
        if (stream == OutputStreamName.STDERR) {
            terminal.err().write(bytes, 0, bytes.length);
            terminal.err().flush();
        } else if (!isOutputBroken()) {
            write(bytes);
        }
    }

    private void write(byte[] bytes) throws IOException {
        try {
            terminal.out().write(bytes);
            terminal.out().flush();
        } catch (IOException readerGone) {
            broken.complete(null);
        }
    }

    @Override
    public void leftOut(OutputStreamName stream, long bytes) {
        if (!silent) {
            terminal.notice(bytes + " bytes of " + stream.name().toLowerCase(Locale.ROOT) + " left out here (limit "
                    + Quantities.shown(streamBytes) + ")");
        }
    }

    @Override
    public void progress(String line) {
        if (!silent) {
            terminal.notice(line);
        }
    }

    @Override
    public void keyWritten(String reference, byte[] value) throws IOException {
        keys.write(reference, value);
    }

    @Override
    public void keyRefused(String line) {
        terminal.warn(line);
    }

    @Override
    public void ended(RunOutcome outcome, RunFailure failure) {
        if (failure != null) {
            end.completeExceptionally(failure.toException());
        } else {
            end.complete(outcome);
        }
    }

    /** Does this once when, or if, standard output can't be written to. */
    void onBrokenOutput(Runnable action) {
        broken.thenRun(action);
    }

    boolean isOutputBroken() {
        return broken.isDone();
    }

    /** The outcome; the run has bounds of its own, so that more patience than that means a defect. */
    RunOutcome await(Duration patience) throws AttuneException, InterruptedException {
        try {
            return end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AttuneException known) {
                throw known;
            }
            throw new LaunchFailedException("the run ended without a result", null, null, e);
        } catch (TimeoutException e) {
            throw new LaunchFailedException("the run did not end within its limits", null, null, e);
        }
    }
}
