package io.jenkins.plugins.attune.engine.execution;

import io.jenkins.plugins.attune.engine.environment.ProcessMarks;
import java.nio.file.Path;
import java.util.Map;

/** Marks the programs that build environments as a run's processes are marked. */
public final class ExecutionMarks implements ProcessMarks {
    @Override
    public Map<String, String> variables(String id) {
        return Map.of(ProcessTree.MARKER, id);
    }

    @Override
    public void kill(String id) {
        new ProcessTree(Path.of("/proc")).kill(id);
    }
}
