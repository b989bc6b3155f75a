package io.jenkins.plugins.attune.engine.error;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** A run waited in a queue for as long as it wanted to. */
public final class QueueTimeoutException extends AttuneException {
    private static final long serialVersionUID = 1L;

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public QueueTimeoutException(String what, @CheckForNull String remedy) {
        super(what, null, remedy, null);
    }

    @Override
    public int exitCode() {
        return 75;
    }

    @Override
    public String kind() {
        return "queue_timed_out";
    }
}
