package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.EnvironmentFailedException;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import io.jenkins.plugins.attune.engine.error.RuntimeUnavailableException;
import java.io.Serializable;

/** Why a run gave no outcome, in a form that crosses between machines. */
public record RunFailure(
        Kind kind, String message, @CheckForNull String remedy) implements Serializable {
    /** Which exception it becomes. */
    public enum Kind {
        RUNTIME_UNAVAILABLE,
        ENVIRONMENT_FAILED,
        LAUNCH_FAILED
    }

    static RunFailure of(Throwable error) {
        if (error instanceof AttuneException known) {
            return new RunFailure(kind(known), String.valueOf(known.getMessage()), remedy(known));
        }
        return new RunFailure(Kind.LAUNCH_FAILED, "the run could not be supervised: " + error, null);
    }

    private static Kind kind(AttuneException error) {
        if (error instanceof EnvironmentFailedException) {
            return Kind.ENVIRONMENT_FAILED;
        }
        return error instanceof RuntimeUnavailableException ? Kind.RUNTIME_UNAVAILABLE : Kind.LAUNCH_FAILED;
    }

    /** A log on the machine that ran it is worth naming; other places stand in the message. */
    @CheckForNull
    private static String remedy(AttuneException error) {
        if (!(error instanceof EnvironmentFailedException) || error.place() == null) {
            return error.remedy();
        }
        return (error.remedy() == null ? "" : error.remedy() + " ") + "Log: " + error.place();
    }

    /** The exception for a caller. */
    public AttuneException toException() {
        return switch (kind) {
            case RUNTIME_UNAVAILABLE -> new RuntimeUnavailableException(message, null, remedy);
            case ENVIRONMENT_FAILED -> new EnvironmentFailedException(message, null, remedy);
            case LAUNCH_FAILED -> new LaunchFailedException(message, null, remedy);
        };
    }
}
