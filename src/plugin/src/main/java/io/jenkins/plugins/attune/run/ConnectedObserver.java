package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.Channel;
import io.jenkins.plugins.attune.engine.environment.InstallerCredential;
import io.jenkins.plugins.attune.engine.execution.OutputStreamName;
import io.jenkins.plugins.attune.engine.execution.RunFailure;
import io.jenkins.plugins.attune.engine.execution.RunHandle;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The agent's end of what a run tells the controller.
 *
 * <p>Where no build can pick the run up again, it is stopped when the connection is lost; from then on what is told is
 * taken for delivered, so that the run clears up behind itself as always. A durable run goes on: what cannot be told
 * stays in its control directory.
 */
final class ConnectedObserver extends Channel.Listener implements RunObserver {
    private static final Logger LOGGER = Logger.getLogger(ConnectedObserver.class.getName());

    private final RunObserver controller;

    @CheckForNull
    private final Channel channel;

    private final Path artifacts;

    @CheckForNull
    private volatile RunHandle run;

    private volatile boolean lost;

    /** @param channel null where the controller is this process */
    ConnectedObserver(RunObserver controller, @CheckForNull Channel channel, Path artifacts) {
        this.controller = controller;
        this.channel = channel;
        this.artifacts = artifacts;
    }

    /** For a run that nobody can pick up again. */
    void stopWithConnection(RunHandle started) {
        run = started;
        if (channel != null) {
            channel.addListener(this);
        }
    }

    @Override
    public void onClosed(Channel closed, IOException cause) {
        lost = true;
        RunHandle current = run;
        if (current != null) {
            try {
                current.stop();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "a run that lost its connection could not be stopped", e);
            }
        }
    }

    @Override
    public void output(OutputStreamName stream, byte[] bytes) throws IOException {
        if (!lost) {
            controller.output(stream, bytes);
        }
    }

    @Override
    public void leftOut(OutputStreamName stream, long bytes) throws IOException {
        if (!lost) {
            controller.leftOut(stream, bytes);
        }
    }

    @Override
    public void progress(String line) throws IOException {
        if (!lost) {
            controller.progress(line);
        }
    }

    @Override
    public List<InstallerCredential> installerCredentials() throws IOException {
        return controller.installerCredentials();
    }

    @Override
    public void keyWritten(String reference, byte[] value) throws IOException {
        controller.keyWritten(reference, value);
    }

    @Override
    public void keyRefused(String line) throws IOException {
        if (!lost) {
            controller.keyRefused(line);
        }
    }

    @Override
    public void secretMade(byte[] secret) throws IOException {
        controller.secretMade(secret);
    }

    @Override
    public void keysRead(List<String> references) throws IOException {
        if (!lost) {
            controller.keysRead(references);
        }
    }

    @Override
    public void ended(RunOutcome outcome, RunFailure failure) throws IOException {
        if (channel != null) {
            channel.removeListener(this);
        }
        try {
            Files.deleteIfExists(artifacts);
        } catch (DirectoryNotEmptyException kept) {
            LOGGER.log(Level.FINE, "the action left files in {0}", artifacts);
        }
        if (!lost) {
            controller.ended(outcome, failure);
        }
    }
}
