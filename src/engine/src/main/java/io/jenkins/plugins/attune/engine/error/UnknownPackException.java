package io.jenkins.plugins.attune.engine.error;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** No source has a pack of that name and version. */
public final class UnknownPackException extends AttuneException {
    private static final long serialVersionUID = 1L;

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public UnknownPackException(String what, @CheckForNull String place, @CheckForNull String remedy) {
        super(what, place, remedy, null);
    }

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public UnknownPackException(
            String what, @CheckForNull String place, @CheckForNull String remedy, @CheckForNull Throwable cause) {
        super(what, place, remedy, cause);
    }

    @Override
    public int exitCode() {
        return 64;
    }

    @Override
    public String kind() {
        return "unknown_pack";
    }
}
