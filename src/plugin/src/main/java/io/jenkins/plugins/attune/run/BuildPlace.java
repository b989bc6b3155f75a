package io.jenkins.plugins.attune.run;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;

/**
 * Where in Jenkins an action runs.
 *
 * @param variables of the build at this point, {@code withEnv} included; few of them reach the process
 */
public record BuildPlace(Run<?, ?> build, Node node, FilePath workspace, EnvVars variables, TaskListener listener) {}
