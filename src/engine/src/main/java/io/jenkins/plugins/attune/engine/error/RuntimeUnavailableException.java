package io.jenkins.plugins.attune.engine.error;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** The interpreter that the action asks for is not there. */
public final class RuntimeUnavailableException extends AttuneException {
    private static final long serialVersionUID = 1L;

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public RuntimeUnavailableException(String what, @CheckForNull String place, @CheckForNull String remedy) {
        super(what, place, remedy, null);
    }

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public RuntimeUnavailableException(
            String what, @CheckForNull String place, @CheckForNull String remedy, @CheckForNull Throwable cause) {
        super(what, place, remedy, cause);
    }

    @Override
    public int exitCode() {
        return 69;
    }

    @Override
    public String kind() {
        return "runtime_unavailable";
    }
}
