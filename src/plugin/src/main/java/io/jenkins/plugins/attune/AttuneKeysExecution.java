package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.run.KeyBlock;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One {@code attuneKeys} under way: runs the body and forgets the keys at its end.
 *
 * <p>How the body ended is saved with it: a controller that is killed before the pipeline has heard of that end would
 * otherwise wait for ever for a body that is over. Used in the thread of the pipeline.
 */
final class AttuneKeysExecution extends StepExecution {
    private static final long serialVersionUID = 2L;

    private boolean over;

    @CheckForNull
    private Object result;

    @CheckForNull
    private Throwable error;

    AttuneKeysExecution(StepContext context) {
        super(context);
    }

    @Override
    public boolean start() throws Exception {
        KeyBlock block = new KeyBlock(getContext().get(KeyBlock.class), getContext());
        getContext()
                .newBodyInvoker()
                .withContext(block)
                .withCallback(new Body(this, block))
                .start();
        return false;
    }

    @Override
    public void onResume() {
        if (over) {
            end();
        }
        // Otherwise the body goes on by itself.
    }

    private void bodyEnded(@CheckForNull Object value, @CheckForNull Throwable failure) {
        over = true;
        result = value;
        error = failure;
        end();
    }

    private void end() {
        if (error == null) {
            getContext().onSuccess(result);
        } else {
            getContext().onFailure(error);
        }
    }

    /** Saved with the body, and with it the step. */
    private static final class Body extends BodyExecutionCallback {
        private static final long serialVersionUID = 2L;

        private final AttuneKeysExecution step;
        private final KeyBlock block;

        Body(AttuneKeysExecution step, KeyBlock block) {
            this.step = step;
            this.block = block;
        }

        @Override
        public void onSuccess(StepContext context, @CheckForNull Object result) {
            block.end();
            step.bodyEnded(result, null);
        }

        @Override
        public void onFailure(StepContext context, Throwable error) {
            block.end();
            step.bodyEnded(null, error);
        }
    }
}
