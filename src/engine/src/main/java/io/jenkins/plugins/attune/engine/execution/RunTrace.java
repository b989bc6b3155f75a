package io.jenkins.plugins.attune.engine.execution;

import java.io.Serializable;
import java.util.Objects;

/**
 * What has to be remembered of a run to find it again after a restart: an id and a path, nothing of its parameters.
 *
 * @param controlDirectory absolute path on the machine that runs it
 * @param artifacts directory for files the action leaves, on the same machine
 * @param resultBytes of standard output that are read as the result
 */
public record RunTrace(String executionId, String controlDirectory, String artifacts, int resultBytes)
        implements Serializable {
    public RunTrace {
        Objects.requireNonNull(executionId);
        Objects.requireNonNull(controlDirectory);
        Objects.requireNonNull(artifacts);
    }

    /** The trace that a run made of this request will leave. */
    public static RunTrace of(RunRequest request) {
        String directory = request.place().controlRoot() + "/" + request.executionId();
        return new RunTrace(
                request.executionId(),
                directory,
                request.place().artifacts(),
                request.limits().resultBytes());
    }

    /**
     * Where a parameter that goes into a file of its own will be found.
     *
     * @param number counted from 1, in the order of {@link DocumentFrame#withFiles}
     */
    public String parameterFile(int number) {
        return controlDirectory + "/" + ControlDirectory.PARAMETERS + "/p" + number;
    }
}
