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

    /** @param what that asks for packages: an action, or a pack */
    public static EnvironmentFailedException inContainer(String what, String runtime) {
        return new EnvironmentFailedException(
                what + " asks for packages of its own, and environments for " + runtime
                        + " are not built inside a container",
                null,
                "Run it outside of the container; or use an image that has the packages, and have an administrator "
                        + "allow it (Attune, Environments of packs: 'Inside containers, use the packages of the image').");
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
