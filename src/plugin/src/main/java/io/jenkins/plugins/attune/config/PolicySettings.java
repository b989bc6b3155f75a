package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.engine.queue.Policy;
import java.util.List;
import java.util.Objects;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What an administrator asks of queues: a default for actions, and policies for some of them. */
public final class PolicySettings extends AbstractDescribableImpl<PolicySettings> {
    @CheckForNull
    private Integer actionLimit;

    /** Null where nothing was set. */
    @CheckForNull
    private List<QueuePolicy> policies;

    @DataBoundConstructor
    public PolicySettings() {}

    /** Runs at a time of an action for which nobody names a limit; null for any number. */
    @CheckForNull
    public Integer getActionLimit() {
        return actionLimit;
    }

    @DataBoundSetter
    public void setActionLimit(@CheckForNull Integer actionLimit) {
        try {
            Objects.requireNonNull(Policy.NONE.withLimit(actionLimit));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("actionLimit: " + e.getMessage(), e);
        }
        this.actionLimit = actionLimit;
    }

    public List<QueuePolicy> getPolicies() {
        return policies == null ? List.of() : List.copyOf(policies);
    }

    @DataBoundSetter
    public void setPolicies(@CheckForNull List<QueuePolicy> policies) {
        this.policies = policies == null || policies.isEmpty() ? null : List.copyOf(policies);
    }

    /** Fails where a policy can't be meant. */
    void check() {
        getPolicies().forEach(QueuePolicy::policy);
    }

    /** Checks the field of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<PolicySettings> {
        @Override
        public String getDisplayName() {
            return Messages.PolicySettings_displayName();
        }

        @POST
        public FormValidation doCheckActionLimit(@QueryParameter String value) {
            return SettingChecks.of(() -> new PolicySettings().setActionLimit(SettingChecks.number(value)));
        }
    }
}
