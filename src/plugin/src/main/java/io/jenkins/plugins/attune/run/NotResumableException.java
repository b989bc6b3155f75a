package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;

/** A run that nobody can pick up again; {@code retry(conditions: [nonresumable()])} is told by its cause. */
public final class NotResumableException extends AbortException {
    private static final long serialVersionUID = 1L;

    NotResumableException(String message, @CheckForNull Throwable cause) {
        super(message);
        initCause(cause);
    }

    /** Whether this kind is anywhere among the causes. */
    public static boolean isCauseOf(@CheckForNull Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotResumableException) {
                return true;
            }
        }
        return false;
    }
}
