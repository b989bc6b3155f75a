package io.jenkins.plugins.attune.environment;

import hudson.model.Computer;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One agent and its environments, or why they are not known. */
@ExportedBean(defaultVisibility = 999)
public final class AgentReport {
    private final Computer computer;
    private final List<EnvironmentRow> environments;
    private final String problem;

    private AgentReport(Computer computer, List<EnvironmentRow> environments, String problem) {
        this.computer = computer;
        this.environments = List.copyOf(environments);
        this.problem = problem;
    }

    static AgentReport of(Computer computer, List<EnvironmentRow> environments) {
        return new AgentReport(computer, environments, "");
    }

    static AgentReport silent(Computer computer, String problem) {
        return new AgentReport(computer, List.of(), problem);
    }

    /** As Jenkins names it. */
    @Exported
    public String getName() {
        return computer.getDisplayName();
    }

    /** The last used first. */
    @Exported
    public List<EnvironmentRow> getEnvironments() {
        return environments;
    }

    /** Why they are not known; empty where they are. */
    @Exported
    public String getProblem() {
        return problem;
    }

    /** Of all together. */
    @Exported
    public long getBytes() {
        return environments.stream().mapToLong(EnvironmentRow::getBytes).sum();
    }

    @Exported
    public String getUrl() {
        return Jenkins.get().getRootUrl() + getPath();
    }

    /** Address of the page where they can be removed, below the one of Jenkins. */
    public String getPath() {
        return computer.getUrl() + EnvironmentsAction.URL + "/";
    }
}
