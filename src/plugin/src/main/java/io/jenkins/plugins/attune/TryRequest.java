package io.jenkins.plugins.attune;

import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import java.util.List;

/** The action that one trial is to run; recorded with its build, as the parameters of any build are. */
public final class TryRequest extends InvisibleAction implements Queue.QueueAction {
    private final AttuneBuilder asked;

    TryRequest(AttuneBuilder asked) {
        this.asked = asked;
    }

    AttuneBuilder builder() {
        return asked;
    }

    /** What was asked for, shown with the build. */
    public String getAction() {
        return asked.getAction();
    }

    public String getParameters() {
        return FormText.orEmpty(asked.getParameters());
    }

    /** Two trials are two builds, whatever they ask for. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return true;
    }
}
