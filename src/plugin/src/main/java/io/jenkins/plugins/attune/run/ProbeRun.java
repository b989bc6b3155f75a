package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.engine.execution.RunState;
import io.jenkins.plugins.attune.engine.execution.RunTrace;
import java.io.IOException;
import jenkins.agents.ControllerToAgentCallable;

/** Looks, in the agent's process, whether a run goes on. */
record ProbeRun(RunTrace trace) implements ControllerToAgentCallable<RunState, IOException> {
    @Override
    public RunState call() throws IOException {
        return RunState.of(trace);
    }
}
