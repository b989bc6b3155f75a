package io.jenkins.plugins.attune;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.attune.run.KeyBlock;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
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
        return new Execution(context);
    }

    /** Runs the body and forgets the keys at its end; whatever is to be known of them is in the block. */
    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        Execution(StepContext context) {
            super(context);
        }

        @Override
        public boolean start() throws Exception {
            KeyBlock block = new KeyBlock(getContext().get(KeyBlock.class), getContext());
            getContext()
                    .newBodyInvoker()
                    .withContext(block)
                    .withCallback(new End(block))
                    .start();
            return false;
        }

        @Override
        public void onResume() {
            // The body goes on by itself.
        }
    }

    /** Saved with the body. */
    private static final class End extends BodyExecutionCallback.TailCall {
        private static final long serialVersionUID = 1L;

        private final KeyBlock block;

        End(KeyBlock block) {
            this.block = block;
        }

        @Override
        protected void finished(StepContext context) {
            block.end();
        }
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
