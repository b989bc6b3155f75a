package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.Channel;
import io.jenkins.plugins.attune.engine.environment.InstallerCredential;
import io.jenkins.plugins.attune.engine.execution.PackPreparation;
import io.jenkins.plugins.attune.engine.execution.PreparationHandle;
import io.jenkins.plugins.attune.engine.execution.PreparationObserver;
import io.jenkins.plugins.attune.engine.execution.PreparationRequest;
import io.jenkins.plugins.attune.engine.execution.RunFailure;
import io.jenkins.plugins.attune.engine.execution.RunServices;
import java.io.IOException;
import java.util.List;
import jenkins.agents.ControllerToAgentCallable;

/**
 * Begins to build environments in the agent's process and returns at once.
 *
 * @param observer of the controller, as the agent sees it
 */
record StartPreparation(PreparationRequest request, PreparationObserver observer)
        implements ControllerToAgentCallable<PreparationHandle, IOException> {
    @Override
    public PreparationHandle call() {
        Channel channel = Channel.current();
        if (channel == null) {
            return PackPreparation.start(request, observer, RunServices.shared());
        }
        Connected connected = new Connected(observer, channel);
        PreparationHandle started = PackPreparation.start(request, connected, RunServices.shared());
        connected.cancelWithConnection(started);
        return channel.export(PreparationHandle.class, started);
    }

    /** The id only: remoting logs it, and the observer would answer over the connection. */
    @Override
    public String toString() {
        return "StartPreparation[" + request.id() + "]";
    }

    /** Gives up with the connection: nobody could be told of the end. */
    private static final class Connected extends Channel.Listener implements PreparationObserver {
        private final PreparationObserver controller;
        private final Channel channel;

        @CheckForNull
        private volatile PreparationHandle started;

        private volatile boolean over;

        Connected(PreparationObserver controller, Channel channel) {
            this.controller = controller;
            this.channel = channel;
        }

        void cancelWithConnection(PreparationHandle preparation) {
            started = preparation;
            channel.addListener(this);
            if (over) {
                channel.removeListener(this);
            }
        }

        @Override
        public void onClosed(Channel closed, IOException cause) {
            PreparationHandle known = started;
            if (known != null) {
                known.cancel();
            }
        }

        @Override
        public void progress(String line) throws IOException {
            controller.progress(line);
        }

        @Override
        public List<InstallerCredential> installerCredentials() throws IOException {
            return controller.installerCredentials();
        }

        @Override
        public void ended(List<RunFailure> failures) throws IOException {
            over = true;
            channel.removeListener(this);
            controller.ended(failures);
        }
    }
}
