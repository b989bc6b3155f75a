package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.EnvironmentSettings;
import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import java.util.Set;

/**
 * Where in Jenkins an action runs.
 *
 * @param variables of the build at this point; few of them reach the process
 * @param enclosing blocks around the step
 */
public record BuildPlace(
        Run<?, ?> build, Spot spot, BuildVariables variables, TaskListener listener, Enclosing enclosing) {
    /**
     * What enclosing blocks give.
     *
     * @param queues those of which they hold slots
     * @param keys where keys are kept that the action writes; null where none does
     */
    public record Enclosing(
            Set<String> queues, @CheckForNull KeyBlock keys) {
        static final Enclosing NONE = new Enclosing(Set.of(), null);

        public Enclosing {
            queues = Set.copyOf(queues);
        }
    }

    /** Where no block holds a slot. */
    public BuildPlace(Run<?, ?> build, Spot spot, BuildVariables variables, TaskListener listener) {
        this(build, spot, variables, listener, Enclosing.NONE);
    }

    /** The queues of which enclosing blocks hold slots: they are the run's as well. */
    Set<String> held() {
        return enclosing.queues();
    }

    Node node() {
        return spot.node();
    }

    FilePath workspace() {
        return spot.workspace();
    }

    /** Where packs and their environments are kept: what a container can see of it, if there is one. */
    FilePath home() throws AbortException {
        FilePath root = spot.isElsewhere() ? temporary() : node().getRootPath();
        if (root == null) {
            throw new AbortException(node().getDisplayName() + " is offline");
        }
        return root.child("attune");
    }

    /** How the dependencies of a pack are installed there. */
    InstallSettings install(String pack) {
        EnvironmentSettings settings = AttuneConfiguration.get().getEnvironments();
        return spot.isElsewhere() ? settings.installInContainer(pack) : settings.install(pack);
    }

    /** The directory beside the workspace, which a container sees, too. */
    FilePath temporary() throws AbortException {
        FilePath temporary = WorkspaceList.tempDir(workspace());
        if (temporary == null) {
            throw new AbortException("the workspace " + workspace() + " has no directory beside it");
        }
        return temporary;
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
