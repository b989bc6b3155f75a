package io.jenkins.plugins.attune.page;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.attune.run.RunWatch;
import io.jenkins.plugins.attune.run.Watchdog;
import java.util.List;

/** Tells administrators of runs that are beyond their limits, or whose process is gone. */
@Extension
public final class StuckRunsMonitor extends AdministrativeMonitor {
    @Override
    public String getDisplayName() {
        return Messages.StuckRunsMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getRuns().isEmpty();
    }

    /** For the view. */
    public List<RunWatch> getRuns() {
        return ExtensionList.lookupSingleton(Watchdog.class).inTrouble();
    }
}
