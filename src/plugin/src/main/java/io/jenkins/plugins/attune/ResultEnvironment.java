package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of a run as variables for the steps of the build that follow.
 *
 * <p>The values go with the memory: they are no part of the build's record, which is read by more people and kept longer.
 */
final class ResultEnvironment extends InvisibleAction implements EnvironmentContributingAction {
    /** Null in a build that was read from its record. */
    @CheckForNull
    private final transient Map<String, String> variables;

    ResultEnvironment(Map<String, String> variables) {
        this.variables = new LinkedHashMap<>(variables);
    }

    @Override
    public void buildEnvironment(Run<?, ?> build, EnvVars environment) {
        if (variables != null) {
            environment.putAll(variables);
        }
    }
}
