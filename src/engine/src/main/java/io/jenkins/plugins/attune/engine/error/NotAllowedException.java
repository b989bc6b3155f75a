package io.jenkins.plugins.attune.engine.error;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Somebody has set that this must not be done, or going on would put secrets into the hands of others. */
public final class NotAllowedException extends AttuneException {
    private static final long serialVersionUID = 1L;

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public NotAllowedException(String what, @CheckForNull String place, @CheckForNull String remedy) {
        super(what, place, remedy, null);
    }

    @Override
    public int exitCode() {
        return 77;
    }

    @Override
    public String kind() {
        return "not_allowed";
    }
}
