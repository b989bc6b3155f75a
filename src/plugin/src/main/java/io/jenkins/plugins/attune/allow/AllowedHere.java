package io.jenkins.plugins.attune.allow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.engine.allow.AllowList;
import io.jenkins.plugins.attune.engine.allow.AllowRules;
import io.jenkins.plugins.attune.engine.error.NotAllowedException;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The rules that hold for a job: those of the whole Jenkins, of each folder above the job, and of the job. */
public final class AllowedHere {
    private static final String SYSTEM = "the system configuration";

    private AllowedHere() {}

    /** As they are now; touches no disk. */
    public static AllowRules rules(Item job) {
        List<AllowList> lists = new ArrayList<>();
        for (Item item = job; item != null; item = item.getParent() instanceof Item above ? above : null) {
            for (AllowLevel level : ExtensionList.lookup(AllowLevel.class)) {
                level.of(item).ifPresent(list -> lists.add(0, list));
            }
        }
        lists.add(0, system());
        return new AllowRules(lists);
    }

    /** What holds outside of jobs. */
    public static AllowRules rules() {
        return new AllowRules(List.of(system()));
    }

    private static AllowList system() {
        return AttuneConfiguration.get().getAllow().list(SYSTEM);
    }

    /**
     * Checks the action of a run before anything of it reaches an agent.
     *
     * @param packs directory of the workspace that holds packs; null for none
     */
    public static void require(Run<?, ?> build, ActionRef action, @CheckForNull String packs, TaskListener listener)
            throws NotAllowedException, IOException, InterruptedException {
        AllowRules rules = rules(build.getParent());
        rules.require(action);
        requireWorkspace(rules, build, packs, listener);
    }

    /** The same for a pack whose environments are to be made ready. */
    public static void require(Run<?, ?> build, String pack, @CheckForNull String packs, TaskListener listener)
            throws NotAllowedException, IOException, InterruptedException {
        AllowRules rules = rules(build.getParent());
        rules.require(pack);
        requireWorkspace(rules, build, packs, listener);
    }

    private static void requireWorkspace(
            AllowRules rules, Run<?, ?> build, @CheckForNull String packs, TaskListener listener)
            throws NotAllowedException, IOException, InterruptedException {
        if (packs != null) {
            rules.requireWorkspacePacks(() -> BuildTrust.doubt(build, listener));
        }
    }
}
