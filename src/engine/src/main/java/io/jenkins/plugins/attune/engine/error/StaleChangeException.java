package io.jenkins.plugins.attune.engine.error;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Somebody else changed a queue's settings since they were read. */
public final class StaleChangeException extends AttuneException {
    private static final long serialVersionUID = 1L;

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public StaleChangeException(String what, @CheckForNull String remedy) {
        super(what, null, remedy, null);
    }

    @Override
    public int exitCode() {
        return 64;
    }

    @Override
    public String kind() {
        return "stale_change";
    }
}
