package io.jenkins.plugins.attune.engine.error;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** A key of a queue can't be made: a value is missing, secret, or unfit. */
public final class InvalidQueueKeyException extends AttuneException {
    private static final long serialVersionUID = 1L;

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public InvalidQueueKeyException(String what, @CheckForNull String remedy) {
        super(what, null, remedy, null);
    }

    @Override
    public int exitCode() {
        return 64;
    }

    @Override
    public String kind() {
        return "invalid_queue_key";
    }
}
