package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/** What a step remembers of a run over a restart of the controller. */
public interface Recall {
    /** What a run that was not begun is to do; null where it is not known any more. */
    @CheckForNull
    RunOrder order() throws IOException;

    /** Name of the agent where it is to run. */
    String node() throws IOException, InterruptedException;

    /** Where keys are kept that the action writes; null where no block does. */
    @CheckForNull
    KeyBlock keyBlock() throws IOException, InterruptedException;

    /** @throws IOException while the agent is away */
    BuildPlace place() throws IOException, InterruptedException;
}
