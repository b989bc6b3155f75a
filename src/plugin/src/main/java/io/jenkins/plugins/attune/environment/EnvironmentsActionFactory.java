package io.jenkins.plugins.attune.environment;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Computer;
import hudson.model.TransientComputerActionFactory;
import java.util.Collection;
import java.util.List;

/** Gives each agent the page of its environments. */
@Extension
public final class EnvironmentsActionFactory extends TransientComputerActionFactory {
    @Override
    public Collection<? extends Action> createFor(Computer target) {
        return List.of(new EnvironmentsAction(target));
    }
}
