package io.jenkins.plugins.attune.run;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;

/** Gives back at the end of a build what it got as an item of Jenkins' queue. */
@Extension
public final class ItemBuildListener extends RunListener<Run<?, ?>> {
    @Override
    public void onStarted(Run<?, ?> build, TaskListener listener) {
        ItemTickets.get().started(build);
    }

    @Override
    public void onFinalized(Run<?, ?> build) {
        ItemTickets.get().ended(build);
    }
}
