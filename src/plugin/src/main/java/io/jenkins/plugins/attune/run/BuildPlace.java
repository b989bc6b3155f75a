package io.jenkins.plugins.attune.run;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;

/**
 * Where in Jenkins an action runs.
 *
 * @param variables of the build at this point; few of them reach the process
 */
public record BuildPlace(Run<?, ?> build, Spot spot, BuildVariables variables, TaskListener listener) {
    Node node() {
        return spot.node();
    }

    FilePath workspace() {
        return spot.workspace();
    }

    /**
     * Where on its machine, and how programs are started there.
     *
     * @param launcher of the enclosing step or job
     */
    public record Spot(Node node, FilePath workspace, Launcher launcher) {
        /**
         * Whether the launcher leads somewhere else than the agent's process, into a container for example. Whatever is
         * not one of Jenkins' own may, so it is not asked twice.
         */
        boolean isElsewhere() {
            Class<?> kind = launcher.getClass();
            return kind != Launcher.LocalLauncher.class && kind != Launcher.RemoteLauncher.class;
        }
    }
}
