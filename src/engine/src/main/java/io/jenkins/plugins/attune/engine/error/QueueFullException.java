package io.jenkins.plugins.attune.engine.error;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** The line of a queue is as long as it may be, so the run is refused. */
public final class QueueFullException extends AttuneException {
    private static final long serialVersionUID = 1L;

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public QueueFullException(String what, @CheckForNull String remedy) {
        super(what, null, remedy, null);
    }

    @Override
    public int exitCode() {
        return 75;
    }

    @Override
    public String kind() {
        return "queue_full";
    }
}
