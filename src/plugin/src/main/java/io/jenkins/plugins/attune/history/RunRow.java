package io.jenkins.plugins.attune.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.attune.engine.history.PastRun;
import io.jenkins.plugins.attune.engine.history.RunHistory;
import io.jenkins.plugins.attune.view.Ages;
import io.jenkins.plugins.attune.view.PackPath;
import java.io.File;
import java.util.Date;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A run that is over, of a job that the current user may read. */
@ExportedBean(defaultVisibility = 999)
public final class RunRow {
    private static final String RUNS = "attune";

    private final RunHistory.Entry entry;
    private final PastRun run;

    /** Null where it is gone. */
    @CheckForNull
    private final File buildDirectory;

    @CheckForNull
    private final Job<?, ?> job;

    RunRow(RunHistory.Entry entry) {
        this.entry = entry;
        this.run = entry.run();
        this.job = Jenkins.get().getItemByFullName(run.origin().job()) instanceof Job<?, ?> known
                        && known.hasPermission(Item.READ)
                ? known
                : null;
        // Loading the builds of a page would take as long as all the rest of it.
        File directory = job == null
                ? null
                : new File(job.getBuildDir(), String.valueOf(run.origin().build()));
        this.buildDirectory = directory != null && directory.isDirectory() ? directory : null;
    }

    /** The higher, the later. */
    @Exported
    public long getNumber() {
        return entry.number();
    }

    @Exported
    public String getId() {
        return run.id();
    }

    @Exported
    public String getAction() {
        return run.action();
    }

    @Exported
    @CheckForNull
    public String getPackVersion() {
        return run.origin().packVersion();
    }

    @Exported
    public String getStatus() {
        return run.ending().status();
    }

    /** Kind of the error; null where there is none. */
    @Exported
    @CheckForNull
    public String getReason() {
        return run.ending().reason();
    }

    @Exported
    @CheckForNull
    public Integer getExitCode() {
        return run.ending().exitCode();
    }

    /** Full name. */
    @Exported
    public String getJob() {
        return run.origin().job();
    }

    @Exported
    public int getBuild() {
        return run.origin().build();
    }

    @Exported
    @CheckForNull
    public String getStartedBy() {
        return run.origin().startedBy();
    }

    /** Empty for the controller. */
    @Exported
    @CheckForNull
    public String getNode() {
        return run.origin().node();
    }

    /** In milliseconds since the epoch. */
    @Exported
    public long getEnded() {
        return run.times().ended();
    }

    @Exported
    @CheckForNull
    public Long getQueuedMs() {
        return run.times().queuedMs();
    }

    @Exported
    @CheckForNull
    public Long getEnvironmentMs() {
        return run.times().environmentMs();
    }

    @Exported
    @CheckForNull
    public Long getDurationMs() {
        return run.times().durationMs();
    }

    @Exported
    public long getTotalMs() {
        return run.times().totalMs();
    }

    /** Of what is kept of it; null where that is gone. */
    @Exported
    @CheckForNull
    public String getUrl() {
        String path = getPath();
        return path == null ? null : Jenkins.get().getRootUrl() + path;
    }

    /** Address of what is kept of it, below the one of Jenkins; null where that is gone. */
    @CheckForNull
    public String getPath() {
        String build = getBuildPath();
        return build != null && new File(new File(buildDirectory, RUNS), run.id()).isDirectory()
                ? build + RUNS + "/run/" + run.id() + "/"
                : null;
    }

    /** Address of the build below the one of Jenkins; null where it is gone. */
    @CheckForNull
    public String getBuildPath() {
        return job == null || buildDirectory == null ? null : job.getUrl() + getBuild() + "/";
    }

    /** For people. */
    public String getBuildName() {
        return (job == null ? getJob() : job.getFullDisplayName()) + " #" + getBuild();
    }

    /** Who started the build, and the agent, for people; each as far as it is known. */
    public String getWhere() {
        String node = getNode();
        String shown = node != null && node.isEmpty() ? Messages.RunRow_controller() : node;
        return Stream.of(getStartedBy(), shown).filter(Objects::nonNull).collect(Collectors.joining(" · "));
    }

    /** Address of the action's page below the one of Jenkins; null for what is no action. */
    @CheckForNull
    public String getActionPath() {
        return PackPath.ofAction(run.action());
    }

    public RunState getState() {
        return new RunState(run.ending().status());
    }

    public StageBar getStages() {
        return StageBar.of(run.times());
    }

    public Date getEndedDate() {
        return new Date(run.times().ended());
    }

    public String getQueued() {
        return shown(getQueuedMs());
    }

    public String getDuration() {
        return shown(getDurationMs());
    }

    public String getTotal() {
        return shown(getTotalMs());
    }

    private static String shown(@CheckForNull Long millis) {
        return millis == null ? "" : Ages.exact(millis);
    }
}
