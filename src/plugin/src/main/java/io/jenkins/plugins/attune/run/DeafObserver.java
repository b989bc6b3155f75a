package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.engine.execution.OutputStreamName;
import io.jenkins.plugins.attune.engine.execution.RunFailure;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import java.util.concurrent.CompletableFuture;

/** Lets a run end whose output nobody may see. */
final class DeafObserver implements RunObserver {
    private final CompletableFuture<Void> end;

    /** @param end completed when the run has ended */
    DeafObserver(CompletableFuture<Void> end) {
        this.end = end;
    }

    @Override
    public void output(OutputStreamName stream, byte[] bytes) {
        // not to be shown
    }

    @Override
    public void leftOut(OutputStreamName stream, long bytes) {
        // not to be shown
    }

    @Override
    public void ended(RunOutcome outcome, RunFailure failure) {
        end.complete(null); // that it is taken lets the run clear up
    }
}
