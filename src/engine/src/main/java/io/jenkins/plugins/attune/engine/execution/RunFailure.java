package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import io.jenkins.plugins.attune.engine.error.RuntimeUnavailableException;
import java.io.Serializable;

/** Why a run gave no outcome, in a form that crosses between machines. */
public record RunFailure(
        Kind kind, String message, @CheckForNull String remedy) implements Serializable {
    /** Which exception it becomes. */
    public enum Kind {
        RUNTIME_UNAVAILABLE,
        LAUNCH_FAILED
    }

    static RunFailure of(Throwable error) {
        if (error instanceof AttuneException known) {
            Kind kind = known instanceof RuntimeUnavailableException ? Kind.RUNTIME_UNAVAILABLE : Kind.LAUNCH_FAILED;
            return new RunFailure(kind, String.valueOf(known.getMessage()), known.remedy());
        }
        return new RunFailure(Kind.LAUNCH_FAILED, "the run could not be supervised: " + error, null);
    }

    /** The exception for a caller. */
    public AttuneException toException() {
        return switch (kind) {
            case RUNTIME_UNAVAILABLE -> new RuntimeUnavailableException(message, null, remedy);
            case LAUNCH_FAILED -> new LaunchFailedException(message, null, remedy);
        };
    }
}
