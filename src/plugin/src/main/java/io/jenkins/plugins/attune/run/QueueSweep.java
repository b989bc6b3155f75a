package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;

/** A build that is over, killed or deleted gives back what its steps did not. */
@Extension
public final class QueueSweep extends RunListener<Run<?, ?>> {
    @Override
    public void onCompleted(Run<?, ?> build, @CheckForNull TaskListener listener) {
        RunQueues.get().buildGone(build.getExternalizableId());
    }

    @Override
    public void onDeleted(Run<?, ?> build) {
        RunQueues.get().buildGone(build.getExternalizableId());
    }
}
