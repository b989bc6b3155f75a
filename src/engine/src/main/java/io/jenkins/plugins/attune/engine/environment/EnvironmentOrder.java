package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Who asks for an environment, and how.
 *
 * @param user unique name of the use on this machine, such as the run's id
 * @param control the run's control directory; null where the use ends with this process
 * @param credentials asked for where packages are to be installed
 * @param listener told of the phases of a build, if there is one
 * @param evenAfterFailure whether a build that failed a moment ago is tried again
 */
public record EnvironmentOrder(
        String user,
        @CheckForNull Path control,
        InstallerCredentials credentials,
        BuildListener listener,
        boolean evenAfterFailure) {
    public EnvironmentOrder {
        Objects.requireNonNull(user);
        Objects.requireNonNull(credentials);
        Objects.requireNonNull(listener);
    }
}
