package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.engine.environment.InstallerCredential;
import io.jenkins.plugins.attune.engine.execution.OutputStreamName;
import io.jenkins.plugins.attune.engine.execution.RunFailure;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/** Takes on the controller what the agent tells of a run, until somebody else does. */
final class BuildObserver implements RunObserver {
    private final BuildOutput output;
    private final IndexCredentials credentials;
    private final KeyKeeper keys;
    private final BiConsumer<RunOutcome, RunFailure> end;

    /** Held while something is taken in: whoever takes over begins behind it. */
    private final Object office = new Object();

    private boolean retired;

    BuildObserver(
            BuildOutput output, IndexCredentials credentials, KeyKeeper keys, BiConsumer<RunOutcome, RunFailure> end) {
        this.output = output;
        this.credentials = credentials;
        this.keys = keys;
        this.end = end;
    }

    /** Somebody else takes over; what is told from now on is refused, and so stays on the agent. */
    void retire() {
        synchronized (office) {
            retired = true;
        }
    }

    private void requireInOffice() throws IOException {
        if (retired) {
            throw new IOException("this run is followed anew");
        }
    }

    @Override
    public void output(OutputStreamName stream, byte[] bytes) throws IOException {
        synchronized (office) {
            requireInOffice();
            output.show(stream, bytes);
        }
    }

    @Override
    public void leftOut(OutputStreamName stream, long bytes) throws IOException {
        synchronized (office) {
            requireInOffice();
            output.gap(stream, bytes);
        }
    }

    @Override
    public void progress(String line) throws IOException {
        output.note(line);
    }

    @Override
    public List<InstallerCredential> installerCredentials() throws IOException {
        return credentials.read();
    }

    /** Not while in office: it is kept where that takes a while. */
    @Override
    public void keyWritten(String reference, byte[] value) throws IOException {
        synchronized (office) {
            requireInOffice();
        }
        keys.written(reference, value);
    }

    @Override
    public void keyRefused(String line) throws IOException {
        keys.refused(line);
    }

    @Override
    public void keysRead(List<String> references) {
        keys.read(references);
    }

    @Override
    public void secretMade(byte[] secret) {
        keys.secretMade(secret);
    }

    @Override
    public void ended(RunOutcome outcome, RunFailure failure) throws IOException {
        keys.collect();
        synchronized (office) {
            requireInOffice();
            try {
                output.finish();
            } finally {
                end.accept(outcome, failure);
            }
        }
    }
}
