package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import io.jenkins.plugins.attune.run.HeldQueues;
import io.jenkins.plugins.attune.run.QueueCall;
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

/** The pipeline step {@code attuneQueue}: lets any steps wait for their turn in a queue, before they take an agent. */
public final class AttuneQueueStep extends Step {
    private final String name;

    @CheckForNull
    private Integer limit;

    @CheckForNull
    private Integer timeout;

    @CheckForNull
    private Integer maxWaiting;

    @DataBoundConstructor
    public AttuneQueueStep(String name) {
        this.name = name.strip();
    }

    public String getName() {
        return name;
    }

    @CheckForNull
    public Integer getLimit() {
        return limit;
    }

    @DataBoundSetter
    public void setLimit(@CheckForNull Integer limit) {
        this.limit = limit;
    }

    @CheckForNull
    public Integer getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(@CheckForNull Integer timeout) {
        this.timeout = timeout;
    }

    @CheckForNull
    public Integer getMaxWaiting() {
        return maxWaiting;
    }

    @DataBoundSetter
    public void setMaxWaiting(@CheckForNull Integer maxWaiting) {
        this.maxWaiting = maxWaiting;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        try {
            return new AttuneQueueExecution(context, new QueueCall(name, limit, maxWaiting, timeout).checked());
        } catch (InvalidQueueKeyException e) {
            throw new AbortException(e.describe());
        } catch (IllegalArgumentException e) {
            throw new AbortException("attuneQueue: " + e.getMessage());
        }
    }

    /** A step with a body. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        /** The key of a call of which only a number is checked. */
        private static final String SOME = "some";

        @Override
        public String getFunctionName() {
            return "attuneQueue";
        }

        @Override
        public String getDisplayName() {
            return Messages.AttuneQueueStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(HeldQueues.class);
        }

        @CheckForNull
        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return namedArgs.get("name") instanceof String name ? name : null;
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return FormChecks.in(item).queue(value);
        }

        @POST
        public FormValidation doCheckLimit(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return FormChecks.in(item).number(value, number -> new QueueCall(SOME, number, null, null));
        }

        @POST
        public FormValidation doCheckMaxWaiting(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return FormChecks.in(item).number(value, number -> new QueueCall(SOME, null, number, null));
        }

        @POST
        public FormValidation doCheckTimeout(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return FormChecks.in(item).number(value, number -> new QueueCall(SOME, null, null, number));
        }
    }
}
