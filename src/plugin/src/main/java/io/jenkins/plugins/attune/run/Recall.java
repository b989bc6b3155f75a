package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/** What a step remembers of a run that was not begun when the controller went down. */
public interface Recall {
    /** Null where it is not known any more. */
    @CheckForNull
    RunOrder order() throws IOException;

    /** Name of the agent where it is to run. */
    String node() throws IOException, InterruptedException;

    /** @throws IOException while the agent is away */
    BuildPlace place() throws IOException, InterruptedException;
}
