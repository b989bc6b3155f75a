package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/** Which processes a run began with, as whoever started it knows. */
public interface RunProcesses {
    /** The one that looks after the run; null once it is gone. */
    @CheckForNull
    Long supervisor() throws IOException;

    /** The action itself, which leads a session of its own; null before it has begun. */
    @CheckForNull
    Long action() throws IOException;
}
