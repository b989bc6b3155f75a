package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.engine.execution.OutputStreamName;
import io.jenkins.plugins.attune.engine.execution.RunFailure;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import java.io.IOException;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Takes on the controller what the agent tells of a run. */
final class BuildObserver implements RunObserver {
    private final MaskedConsole console;
    private final BiConsumer<RunOutcome, RunFailure> end;

    BuildObserver(MaskedConsole console, BiConsumer<RunOutcome, RunFailure> end) {
        this.console = console;
        this.end = end;
    }

    @Override
    public void output(OutputStreamName stream, byte[] bytes) throws IOException {
        console.show(stream, bytes);
    }

    @Override
    public void leftOut(OutputStreamName stream, long bytes) throws IOException {
        console.note(bytes + " bytes of " + stream.name().toLowerCase(Locale.ROOT) + " left out: over the log limit");
    }

    @Override
    public void ended(RunOutcome outcome, RunFailure failure) throws IOException {
        try {
            console.finish();
        } finally {
            end.accept(outcome, failure);
        }
    }
}
