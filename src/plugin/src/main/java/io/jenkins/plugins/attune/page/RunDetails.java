package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.engine.history.PastRun;
import io.jenkins.plugins.attune.engine.run.RunEnd;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import io.jenkins.plugins.attune.engine.run.RunStatus;
import io.jenkins.plugins.attune.engine.run.SharedResult;
import io.jenkins.plugins.attune.history.RunState;
import io.jenkins.plugins.attune.history.StageBar;
import io.jenkins.plugins.attune.view.Ages;
import io.jenkins.plugins.attune.view.PackPath;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One run as its build keeps it: how it began, how it ended, and its result, in which secrets are hidden. */
@ExportedBean
public final class RunDetails {
    private final RunLogs logs;

    /** Null where it can't be read. */
    @CheckForNull
    private final RunMemo memo;

    /** Null for one that goes on, or whose end nobody knows. */
    @CheckForNull
    private final RunEnd end;

    RunDetails(RunLogs logs, @CheckForNull RunMemo memo, @CheckForNull RunEnd end) {
        this.logs = logs;
        this.memo = memo;
        this.end = end;
    }

    @Exported
    public String getId() {
        return logs.getId();
    }

    /** Null where its record can't be read. */
    @Exported
    @CheckForNull
    public String getAction() {
        return memo == null ? null : memo.spec().action().toString();
    }

    @Exported
    @CheckForNull
    public String getPackVersion() {
        return memo == null ? null : memo.origin().pack().version();
    }

    /** Empty for the controller. */
    @Exported
    @CheckForNull
    public String getNode() {
        return memo == null ? null : memo.machine();
    }

    /** When it was begun, in milliseconds since the epoch. */
    @Exported
    public long getStarted() {
        return logs.getStarted().toEpochMilli();
    }

    /** Null where it has not ended, or could not be run. */
    @Exported
    @CheckForNull
    public String getStatus() {
        RunStatus status = end == null ? null : end.status();
        return status == null ? null : status.toString();
    }

    /** What to tell a person; empty where it succeeded or goes on. */
    @Exported
    public String getFailure() {
        return end == null ? "" : end.failure();
    }

    /** As the step gives it, without what the action declares secret; empty where there is none. */
    @Exported
    public Map<String, Object> getResult() {
        return end == null ? Map.of() : new SharedResult(end.result()).result();
    }

    @Exported
    public List<StreamLog> getStreams() {
        return logs.getStreams();
    }

    public RunLogs getLogs() {
        return logs;
    }

    /** Has the page lead to the description of what programs may ask for. */
    public Api getApi() {
        return new Api(this);
    }

    /** Null where its state is not known. */
    @CheckForNull
    public RunState getState() {
        String status = getStatus();
        return status == null ? null : new RunState(status);
    }

    public String getTitle() {
        String action = getAction();
        return action == null ? Messages.RunLogs_unknownAction() : action;
    }

    /** Address of the action's page below the one of Jenkins; null where it is not known. */
    @CheckForNull
    public String getActionPath() {
        String action = getAction();
        return action == null ? null : PackPath.ofAction(action);
    }

    /** Whether the current user may see the page of the action. */
    public boolean isViewer() {
        return Jenkins.get().hasPermission(AttunePermissions.VIEW);
    }

    public boolean isEnded() {
        return end != null;
    }

    /** Only the stages that are part of the result. */
    public StageBar getStages() {
        Long queued = number("queuedMs");
        Long environment = number("environmentMs");
        Long running = number("durationMs");
        return StageBar.of(new PastRun.Times(0, queued, environment, running, 0));
    }

    @CheckForNull
    private Long number(String name) {
        return getResult().get(name) instanceof Number number ? number.longValue() : null;
    }

    /** For people; empty where it is not known. */
    public String getDuration() {
        Long running = number("durationMs");
        return running == null ? "" : Ages.exact(running);
    }

    /** What the action gave; null where it gave nothing that could be read. */
    @CheckForNull
    public ResultNode getOutput() {
        Object output = getResult().get("output");
        return output == null ? null : ResultNode.of(Messages.RunDetails_output(), output);
    }

    /** What is wrong with the result, and what else a person should know. */
    public List<?> getWarnings() {
        return getResult().get("warnings") instanceof List<?> warnings ? warnings : List.of();
    }
}
