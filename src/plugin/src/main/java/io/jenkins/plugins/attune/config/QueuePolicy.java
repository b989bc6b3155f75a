package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.attune.engine.queue.Breaker;
import io.jenkins.plugins.attune.engine.queue.KeyPattern;
import io.jenkins.plugins.attune.engine.queue.Policy;
import io.jenkins.plugins.attune.engine.queue.Rate;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What an administrator asks of the runs of an action or a pack, or of queues of a name; null where nothing is asked. */
public final class QueuePolicy extends AbstractDescribableImpl<QueuePolicy> {
    /** Long enough to notice, and short enough to try again on the same day, in seconds. */
    public static final int DEFAULT_OPEN_SECONDS = 300;

    private static final int DEFAULT_RATE_SECONDS = 60;

    private final Target appliesTo;
    private final String name;

    @CheckForNull
    private String key;

    @CheckForNull
    private Integer limit;

    @CheckForNull
    private Integer maxWaiting;

    @CheckForNull
    private Integer rate;

    private int rateSeconds = DEFAULT_RATE_SECONDS;
    private boolean ratePerPerson;

    @CheckForNull
    private Integer failures;

    private int openSeconds = DEFAULT_OPEN_SECONDS;

    /** What the name of a policy is one of. */
    public enum Target {
        ACTION,
        PACK,
        QUEUE
    }

    /**
     * @param appliesTo {@code action}, {@code pack} or {@code queue}
     * @param name of one, or of several with {@code *} for any characters
     */
    @DataBoundConstructor
    public QueuePolicy(String appliesTo, String name) {
        this.appliesTo = target(appliesTo);
        this.name = name.strip();
        if (this.name.isEmpty()) {
            throw new IllegalArgumentException("name: of an action, a pack or a queue is missing");
        }
    }

    private static Target target(String text) {
        return Stream.of(Target.values())
                .filter(target -> target.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("appliesTo: must be action, pack or queue: " + text));
    }

    /** As the engine takes it; fails where it asks for nothing. */
    public Policy policy() {
        Rate some = rate == null ? null : new Rate(rate, rateSeconds);
        Policy policy = Policy.NONE
                .withLimit(limit)
                .withMaxWaiting(maxWaiting)
                .withRate(ratePerPerson ? null : some)
                .withPersonRate(ratePerPerson ? some : null)
                .withBreaker(failures == null ? null : new Breaker(failures, openSeconds));
        if (policy.equals(Policy.NONE)) {
            throw new IllegalArgumentException("the policy for the " + getAppliesTo() + " '" + name
                    + "' asks for nothing: no limit, no rate, no circuit breaker");
        }
        return policy;
    }

    /** Whether it is for the action, pack or queue of this name. */
    public boolean isFor(Target target, String named) {
        return target == appliesTo && glob(name).matcher(named).matches();
    }

    private static Pattern glob(String text) {
        return Pattern.compile(
                Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** The queue of a run of the action or pack. */
    public KeyPattern pattern() {
        if (key != null) {
            return new KeyPattern(key);
        }
        return appliesTo == Target.PACK ? KeyPattern.PACK : KeyPattern.ACTION;
    }

    /** Tells it from other policies; the same after its numbers were changed. */
    public String identity() {
        return getAppliesTo() + " " + name + (key == null ? "" : " " + key);
    }

    public String getAppliesTo() {
        return appliesTo.name().toLowerCase(Locale.ROOT);
    }

    public String getName() {
        return name;
    }

    /** Pattern of the queue's key; null for one queue of each action or pack. */
    @CheckForNull
    public String getKey() {
        return key;
    }

    @DataBoundSetter
    public void setKey(@CheckForNull String key) {
        String text = Util.fixEmptyAndTrim(key);
        if (text != null) {
            if (appliesTo == Target.QUEUE) {
                throw new IllegalArgumentException("key: a policy for queues applies to them as they are");
            }
            requireValid("key", () -> new KeyPattern(text));
        }
        this.key = text;
    }

    @CheckForNull
    public Integer getLimit() {
        return limit;
    }

    @DataBoundSetter
    public void setLimit(@CheckForNull Integer limit) {
        requireValid("limit", () -> Policy.NONE.withLimit(limit));
        this.limit = limit;
    }

    @CheckForNull
    public Integer getMaxWaiting() {
        return maxWaiting;
    }

    @DataBoundSetter
    public void setMaxWaiting(@CheckForNull Integer maxWaiting) {
        requireValid("maxWaiting", () -> Policy.NONE.withMaxWaiting(maxWaiting));
        this.maxWaiting = maxWaiting;
    }

    /** Runs that start within {@link #getRateSeconds}. */
    @CheckForNull
    public Integer getRate() {
        return rate;
    }

    @DataBoundSetter
    public void setRate(@CheckForNull Integer rate) {
        if (rate != null) {
            requireValid("rate", () -> Rate.perMinute(rate));
        }
        this.rate = rate;
    }

    public int getRateSeconds() {
        return rateSeconds;
    }

    @DataBoundSetter
    public void setRateSeconds(int rateSeconds) {
        requireValid("rateSeconds", () -> new Rate(1, rateSeconds));
        this.rateSeconds = rateSeconds;
    }

    /** Whether the rate is that of each person, or else that of the queue. */
    public boolean isRatePerPerson() {
        return ratePerPerson;
    }

    @DataBoundSetter
    public void setRatePerPerson(boolean ratePerPerson) {
        this.ratePerPerson = ratePerPerson;
    }

    /** In a row, after which the circuit breaker opens. */
    @CheckForNull
    public Integer getFailures() {
        return failures;
    }

    @DataBoundSetter
    public void setFailures(@CheckForNull Integer failures) {
        if (failures != null) {
            requireValid("failures", () -> new Breaker(failures, DEFAULT_OPEN_SECONDS));
        }
        this.failures = failures;
    }

    /** Seconds for which the circuit breaker is open. */
    public int getOpenSeconds() {
        return openSeconds;
    }

    @DataBoundSetter
    public void setOpenSeconds(int openSeconds) {
        requireValid("openSeconds", () -> new Breaker(1, openSeconds));
        this.openSeconds = openSeconds;
    }

    private static void requireValid(String field, Supplier<?> trying) {
        try {
            Objects.requireNonNull(trying.get());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
        }
    }

    /** Checks the fields of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<QueuePolicy> {
        @Override
        public String getDisplayName() {
            return Messages.QueuePolicy_displayName();
        }

        @POST
        public ListBoxModel doFillAppliesToItems() {
            ListBoxModel items = new ListBoxModel();
            if (Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                items.add(Messages.QueuePolicy_action(), "action");
                items.add(Messages.QueuePolicy_pack(), "pack");
                items.add(Messages.QueuePolicy_queue(), "queue");
            }
            return items;
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return SettingChecks.of(() -> new QueuePolicy("action", value));
        }

        @POST
        public FormValidation doCheckKey(@QueryParameter String value, @QueryParameter String appliesTo) {
            return SettingChecks.of(() -> new QueuePolicy(appliesTo, "*").setKey(value));
        }

        @POST
        public FormValidation doCheckLimit(@QueryParameter String value) {
            return SettingChecks.of(() -> trial().setLimit(SettingChecks.number(value)));
        }

        @POST
        public FormValidation doCheckMaxWaiting(@QueryParameter String value) {
            return SettingChecks.of(() -> trial().setMaxWaiting(SettingChecks.number(value)));
        }

        @POST
        public FormValidation doCheckRate(@QueryParameter String value) {
            return SettingChecks.of(() -> trial().setRate(SettingChecks.number(value)));
        }

        @POST
        public FormValidation doCheckRateSeconds(@QueryParameter String value) {
            return SettingChecks.of(() -> trial().setRateSeconds(Integer.parseInt(value.strip())));
        }

        @POST
        public FormValidation doCheckFailures(@QueryParameter String value) {
            return SettingChecks.of(() -> trial().setFailures(SettingChecks.number(value)));
        }

        @POST
        public FormValidation doCheckOpenSeconds(@QueryParameter String value) {
            return SettingChecks.of(() -> trial().setOpenSeconds(Integer.parseInt(value.strip())));
        }

        private static QueuePolicy trial() {
            return new QueuePolicy("action", "*");
        }
    }
}
