package io.jenkins.plugins.attune.engine.error;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** The environment of a pack could not be built; nothing else is run in its place. */
public final class EnvironmentFailedException extends AttuneException {
    private static final long serialVersionUID = 1L;

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public EnvironmentFailedException(String what, @CheckForNull String place, @CheckForNull String remedy) {
        super(what, place, remedy, null);
    }

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public EnvironmentFailedException(
            String what, @CheckForNull String place, @CheckForNull String remedy, @CheckForNull Throwable cause) {
        super(what, place, remedy, cause);
    }

    @Override
    public int exitCode() {
        return 69;
    }

    @Override
    public String kind() {
        return "environment_failed";
    }
}
