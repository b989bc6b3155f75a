package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/**
 * A run whose supervisor is started by somebody else's launcher, such as one that leads into a container.
 *
 * <p>Whoever has the launcher asks for the next command, runs it and comes back with the report, until there is none.
 * Then the supervisor is ready, or the observer has been told why not.
 */
public interface DetachedHandle extends RunHandle {
    /**
     * The next command.
     *
     * @param previous null at the first call
     * @return null when there is nothing more to launch
     */
    @CheckForNull
    DetachedLaunch next(@CheckForNull DetachedLaunch.Report previous) throws IOException;
}
