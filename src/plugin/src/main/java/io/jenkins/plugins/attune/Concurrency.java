package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.run.RunOrder;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a step asks of a queue: {@code concurrency: [limit: 1, key: 'deploy-${parameters.env}', timeout: 600]}. */
public final class Concurrency extends AbstractDescribableImpl<Concurrency> {
    @CheckForNull
    private Integer limit;

    @CheckForNull
    private String key;

    @CheckForNull
    private Integer maxWaiting;

    @CheckForNull
    private Integer timeout;

    @DataBoundConstructor
    public Concurrency() {}

    /** For one run, whose text takes variables; fails with an {@link IllegalArgumentException} where it is wrong. */
    RunOrder.Concurrency order(UnaryOperator<String> expand) {
        try {
            return new RunOrder.Concurrency(limit, key == null ? null : expand.apply(key), maxWaiting, timeout);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("concurrency: " + e.getMessage(), e);
        }
    }

    /** Runs at a time; null for what others ask of the queue. */
    @CheckForNull
    public Integer getLimit() {
        return limit;
    }

    @DataBoundSetter
    public void setLimit(@CheckForNull Integer limit) {
        this.limit = limit;
    }

    /** Pattern of the queue's key; null for the queue of the action. */
    @CheckForNull
    public String getKey() {
        return key;
    }

    @DataBoundSetter
    public void setKey(@CheckForNull String key) {
        this.key = Util.fixEmptyAndTrim(key);
    }

    /** Most runs that wait. */
    @CheckForNull
    public Integer getMaxWaiting() {
        return maxWaiting;
    }

    @DataBoundSetter
    public void setMaxWaiting(@CheckForNull Integer maxWaiting) {
        this.maxWaiting = maxWaiting;
    }

    /** Seconds that it may wait. */
    @CheckForNull
    public Integer getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(@CheckForNull Integer timeout) {
        this.timeout = timeout;
    }

    /** Checks the fields of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<Concurrency> {
        private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+}");

        @Override
        public String getDisplayName() {
            return Messages.Concurrency_displayName();
        }

        @POST
        public FormValidation doCheckLimit(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return check(
                    item, value, text -> new RunOrder.Concurrency(FormText.optionalNumber(text), null, null, null));
        }

        @POST
        public FormValidation doCheckKey(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return check(item, value, text -> {
                // In a freestyle job variables of the build are put in before the key is made.
                String filled = VARIABLE.matcher(text).replaceAll("x");
                return new RunOrder.Concurrency(null, Util.fixEmptyAndTrim(filled), null, null);
            });
        }

        @POST
        public FormValidation doCheckMaxWaiting(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return check(
                    item, value, text -> new RunOrder.Concurrency(null, null, FormText.optionalNumber(text), null));
        }

        @POST
        public FormValidation doCheckTimeout(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return check(
                    item, value, text -> new RunOrder.Concurrency(null, null, null, FormText.optionalNumber(text)));
        }

        private static FormValidation check(@CheckForNull Item item, String value, Function<String, ?> reader) {
            return FormChecks.in(item).text(value, reader);
        }
    }
}
