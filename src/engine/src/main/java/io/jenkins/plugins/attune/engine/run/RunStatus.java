package io.jenkins.plugins.attune.engine.run;

import java.util.Locale;

/** How a run ended, as its caller sees it. */
public enum RunStatus {
    SUCCEEDED,
    /** The action gave an exit code other than 0. */
    FAILED,
    /** Exit code 0, and a result that does not fit, where the caller asked for strict output. */
    INVALID_OUTPUT,
    TIMED_OUT,
    ABORTED;

    /** As results show it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
