package io.jenkins.plugins.attune.run;

import hudson.remoting.Channel;
import io.jenkins.plugins.attune.engine.execution.RunHandle;
import java.io.IOException;

/**
 * Sees to it that an agent has the engine as a whole.
 *
 * <p>Classes otherwise come one by one when they are first needed, and what ends a run whose connection is lost is
 * needed for the first time when the connection is lost.
 */
final class AgentClasses {
    private AgentClasses() {}

    /** Once for each connection. */
    static void bringTo(Channel channel) throws IOException, InterruptedException {
        if (channel.getProperty(AgentClasses.class) == null) {
            channel.preloadJar(RunHandle.class.getClassLoader(), RunHandle.class);
            channel.setProperty(AgentClasses.class, Boolean.TRUE);
        }
    }
}
