package io.jenkins.plugins.attune.run;

import hudson.remoting.Channel;
import io.jenkins.plugins.attune.engine.execution.ActionRun;
import io.jenkins.plugins.attune.engine.execution.OutputPosition;
import io.jenkins.plugins.attune.engine.execution.RunHandle;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.execution.RunServices;
import io.jenkins.plugins.attune.engine.execution.RunTrace;
import java.io.IOException;
import java.nio.file.Path;
import jenkins.agents.ControllerToAgentCallable;

/**
 * Follows a run, in the agent's process, that an earlier connection or an earlier controller began.
 *
 * @param from what was told before the connection was lost
 * @param observer of the controller, as the agent sees it
 */
record ResumeRun(RunTrace trace, OutputPosition from, RunObserver observer)
        implements ControllerToAgentCallable<RunHandle, IOException> {
    @Override
    public RunHandle call() throws IOException {
        Channel channel = Channel.current();
        RunObserver connected = new ConnectedObserver(observer, channel, Path.of(trace.artifacts()));
        ActionRun run = ActionRun.resume(trace, from, connected, RunServices.shared());
        return channel == null ? run : channel.export(RunHandle.class, run);
    }

    /** The id only: remoting logs it, and the observer would answer over the connection. */
    @Override
    public String toString() {
        return "ResumeRun[" + trace.executionId() + "]";
    }
}
