package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.run.PrepareOrder;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The pipeline step {@code attunePrepare}: has the environments of a pack built on the agent, so that no run waits. */
public final class AttunePrepareStep extends Step {
    private final String pack;

    @CheckForNull
    private String packs;

    @DataBoundConstructor
    public AttunePrepareStep(String pack) {
        this.pack = pack.strip();
    }

    public String getPack() {
        return pack;
    }

    @CheckForNull
    public String getPacks() {
        return packs;
    }

    @DataBoundSetter
    public void setPacks(@CheckForNull String packs) {
        this.packs = Util.fixEmptyAndTrim(packs);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new AttunePrepareExecution(context, new PrepareOrder(pack, packs));
    }

    /** Names the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "attunePrepare";
        }

        @Override
        public String getDisplayName() {
            return Messages.AttunePrepareStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FilePath.class, Launcher.class, EnvVars.class, Node.class);
        }

        @CheckForNull
        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return namedArgs.get("pack") instanceof String pack ? pack : null;
        }

        @POST
        public FormValidation doCheckPack(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return FormChecks.in(item).required(value);
        }
    }
}
