package io.jenkins.plugins.attune.run;

import hudson.remoting.Channel;
import io.jenkins.plugins.attune.engine.execution.DetachedHandle;
import io.jenkins.plugins.attune.engine.execution.DetachedRun;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.execution.RunRequest;
import io.jenkins.plugins.attune.engine.execution.RunServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.agents.ControllerToAgentCallable;

/**
 * Prepares a run in the agent's process that is going to be started through the launcher of a step.
 *
 * @param durable whether the run goes on without its connection, to be picked up later
 * @param observer of the controller, as the agent sees it
 */
record PrepareRun(RunRequest request, boolean durable, RunObserver observer)
        implements ControllerToAgentCallable<DetachedHandle, IOException> {
    @Override
    public DetachedHandle call() throws IOException {
        Path artifacts = Path.of(request.place().artifacts());
        Files.createDirectories(artifacts);
        Channel channel = Channel.current();
        ConnectedObserver connected = new ConnectedObserver(observer, channel, artifacts);
        DetachedRun run = DetachedRun.prepare(request, connected, RunServices.shared());
        if (!durable) {
            connected.stopWithConnection(run);
        }
        return channel == null ? run : channel.export(DetachedHandle.class, run);
    }

    /** The id only: remoting logs it, and the observer would answer over the connection. */
    @Override
    public String toString() {
        return "PrepareRun[" + request.executionId() + "]";
    }
}
