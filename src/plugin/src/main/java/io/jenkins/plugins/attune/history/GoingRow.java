package io.jenkins.plugins.attune.history;

import io.jenkins.plugins.attune.run.RecentRuns;
import io.jenkins.plugins.attune.view.Ages;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A run that goes on, of a job that the current user may read. */
@ExportedBean(defaultVisibility = 999)
public final class GoingRow {
    private final RecentRuns.Going run;

    GoingRow(RecentRuns.Going run) {
        this.run = run;
    }

    @Exported
    public String getId() {
        return run.id();
    }

    /** Empty for a moment after a restart, until the run is found again. */
    @Exported
    public String getAction() {
        return run.action();
    }

    /** Full name. */
    @Exported
    public String getJob() {
        return run.build().getParent().getFullName();
    }

    @Exported
    public int getBuild() {
        return run.build().getNumber();
    }

    /** When it was asked for, in milliseconds since the epoch. */
    @Exported
    public long getBegun() {
        return run.begun();
    }

    /** Of the build. */
    @Exported
    public String getUrl() {
        return Jenkins.get().getRootUrl() + getBuildPath();
    }

    public String getBuildPath() {
        return run.build().getUrl();
    }

    public String getBuildName() {
        return run.build().getFullDisplayName();
    }

    /** For people. */
    public String getAge() {
        return Ages.of(System.currentTimeMillis() - run.begun());
    }
}
