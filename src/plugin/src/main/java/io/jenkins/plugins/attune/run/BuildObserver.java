package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.engine.execution.OutputStreamName;
import io.jenkins.plugins.attune.engine.execution.RunFailure;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import java.io.IOException;
import java.util.function.BiConsumer;

/** Takes on the controller what the agent tells of a run. */
final class BuildObserver implements RunObserver {
    private final BuildOutput output;
    private final BiConsumer<RunOutcome, RunFailure> end;

    BuildObserver(BuildOutput output, BiConsumer<RunOutcome, RunFailure> end) {
        this.output = output;
        this.end = end;
    }

    @Override
    public void output(OutputStreamName stream, byte[] bytes) throws IOException {
        output.show(stream, bytes);
    }

    @Override
    public void leftOut(OutputStreamName stream, long bytes) throws IOException {
        output.gap(stream, bytes);
    }

    @Override
    public void ended(RunOutcome outcome, RunFailure failure) throws IOException {
        try {
            output.finish();
        } finally {
            end.accept(outcome, failure);
        }
    }
}
