package io.jenkins.plugins.attune.run;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.attune.engine.execution.DetachedHandle;
import io.jenkins.plugins.attune.engine.execution.RunHandle;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.execution.RunRequest;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Starts a run: in the agent's process, or through the launcher of the step where that leads elsewhere. Never one for the
 * other: an action that was to run in a container does not run on the machine.
 *
 * @param durable whether somebody will pick it up after a restart; otherwise it ends with its connection
 */
record RunStart(RunRequest request, boolean durable, BuildPlace.Spot spot) {
    /** @param known is told of the run as soon as it can be stopped, which may be long before it is ready */
    RunHandle on(VirtualChannel channel, RunObserver observer, Consumer<RunHandle> known)
            throws IOException, InterruptedException {
        if (spot.isElsewhere()) {
            DetachedHandle prepared = channel.call(new PrepareRun(request, durable, observer));
            known.accept(prepared);
            StepLaunches.lead(prepared, spot);
            return prepared;
        }
        RunHandle started = channel.call(new StartRun(request, durable, observer));
        known.accept(started);
        return started;
    }
}
