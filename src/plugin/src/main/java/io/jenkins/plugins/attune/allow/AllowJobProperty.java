package io.jenkins.plugins.attune.allow;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.attune.config.AllowSettings;
import io.jenkins.plugins.attune.engine.allow.AllowList;
import java.util.Optional;
import jenkins.model.OptionalJobProperty;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** What one job may run; it can only narrow what is allowed above it. */
public final class AllowJobProperty extends OptionalJobProperty<Job<?, ?>> {
    private final AllowSettings rules;

    @DataBoundConstructor
    public AllowJobProperty(AllowSettings rules) {
        this.rules = rules;
    }

    public AllowSettings getRules() {
        return rules;
    }

    /** Offers it for every kind of job. */
    @Extension
    @Symbol("attuneAllow")
    public static final class DescriptorImpl extends OptionalJobPropertyDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.AllowJobProperty_displayName();
        }
    }

    /** Finds it. */
    @Extension
    public static final class Level implements AllowLevel {
        @Override
        public Optional<AllowList> of(Item item) {
            AllowJobProperty property = item instanceof Job<?, ?> job ? job.getProperty(AllowJobProperty.class) : null;
            return property == null
                    ? Optional.empty()
                    : Optional.of(property.rules.list("the job '" + item.getFullName() + "'"));
        }
    }
}
