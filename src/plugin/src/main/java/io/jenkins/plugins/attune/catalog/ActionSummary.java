package io.jenkins.plugins.attune.catalog;

import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.view.PackPath;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An action in the list of its pack. */
@ExportedBean(defaultVisibility = 999)
public final class ActionSummary {
    private final Action action;

    ActionSummary(Action action) {
        this.action = action;
    }

    @Exported
    public String getRef() {
        return action.ref().toString();
    }

    /** Without the pack. */
    @Exported
    public String getName() {
        return action.ref().name();
    }

    @Exported
    public String getLabel() {
        return action.about().label();
    }

    @Exported
    public String getDescription() {
        return action.about().description();
    }

    @Exported
    public boolean isEnabled() {
        return action.about().enabled();
    }

    /** Workflows of Attune are not run here. */
    @Exported
    public boolean isWorkflow() {
        return action.program().workflowFile() != null;
    }

    /** Name or alias of the runtime; of no meaning for a workflow. */
    @Exported
    public String getRunner() {
        return action.program().runner();
    }

    @Exported
    public String getUrl() {
        return Jenkins.get().getRootUrl() + getPath();
    }

    /** Address below the one of Jenkins, with a slash at the end. */
    public String getPath() {
        return PackPath.of(action.ref());
    }

    /** The label where it says more than the name, and the first line of the description. */
    public String getGist() {
        String description = getDescription().strip();
        return description.isEmpty()
                ? getLabel()
                : description.lines().findFirst().orElse("");
    }
}
