package io.jenkins.plugins.attune.run;

import hudson.remoting.Channel;
import hudson.remoting.ChannelClosedException;
import java.io.IOException;
import java.util.function.Consumer;
import jenkins.model.Jenkins;

/**
 * Tells a run when the connection to its agent is gone, by event: nobody asks in between.
 *
 * <p>Connections that Jenkins closes because it goes down count for nothing: what happened then is a restart, and the
 * step tells so when its pipeline is resumed.
 */
final class AgentLoss extends Channel.Listener {
    private final Consumer<IOException> lost;

    AgentLoss(Consumer<IOException> lost) {
        this.lost = lost;
    }

    @Override
    public void onClosed(Channel channel, IOException cause) {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins == null || jenkins.isTerminating()) {
            return;
        }
        lost.accept(new ChannelClosedException(channel, cause));
    }
}
