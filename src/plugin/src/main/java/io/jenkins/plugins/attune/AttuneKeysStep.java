package io.jenkins.plugins.attune;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.attune.run.KeyBlock;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** The pipeline step {@code attuneKeys}: a block in which keys that one action writes are there for later ones. */
public final class AttuneKeysStep extends Step {
    @DataBoundConstructor
    public AttuneKeysStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new AttuneKeysExecution(context);
    }

    /** A step with a body. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "attuneKeys";
        }

        @Override
        public String getDisplayName() {
            return Messages.AttuneKeysStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class);
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(KeyBlock.class);
        }
    }
}
