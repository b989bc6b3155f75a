package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import java.time.Duration;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How many runs go on at a time; one that is too many waits for its turn. Null is any number. */
public final class ConcurrencySettings extends AbstractDescribableImpl<ConcurrencySettings> {
    /** More than any person watches, and far less than what a loop in a Jenkinsfile can start. */
    public static final int DEFAULT_PER_USER = 100;

    /** A day: what has not had its turn by then is better asked for again. */
    public static final int DEFAULT_WAIT_LIMIT = (int) Duration.ofDays(1).toSeconds();

    private static final int MAX_WAIT_LIMIT = (int) Duration.ofDays(30).toSeconds();

    @CheckForNull
    private Integer perAgent;

    @CheckForNull
    private Integer perJob;

    @CheckForNull
    private Integer perUser = DEFAULT_PER_USER;

    @CheckForNull
    private Integer total;

    private int waitLimit = DEFAULT_WAIT_LIMIT;

    @DataBoundConstructor
    public ConcurrencySettings() {}

    /** Seconds that a run may wait for its turn. */
    public int getWaitLimit() {
        return waitLimit;
    }

    @DataBoundSetter
    public void setWaitLimit(int waitLimit) {
        if (waitLimit < 1 || waitLimit > MAX_WAIT_LIMIT) {
            throw new IllegalArgumentException(
                    "waitLimit: must be between 1 and " + MAX_WAIT_LIMIT + " seconds: " + waitLimit);
        }
        this.waitLimit = waitLimit;
    }

    @CheckForNull
    public Integer getPerAgent() {
        return perAgent;
    }

    @DataBoundSetter
    public void setPerAgent(@CheckForNull Integer perAgent) {
        this.perAgent = positive("perAgent", perAgent);
    }

    @CheckForNull
    public Integer getPerJob() {
        return perJob;
    }

    @DataBoundSetter
    public void setPerJob(@CheckForNull Integer perJob) {
        this.perJob = positive("perJob", perJob);
    }

    /** Of the person who started the builds. */
    @CheckForNull
    public Integer getPerUser() {
        return perUser;
    }

    @DataBoundSetter
    public void setPerUser(@CheckForNull Integer perUser) {
        this.perUser = positive("perUser", perUser);
    }

    @CheckForNull
    public Integer getTotal() {
        return total;
    }

    @DataBoundSetter
    public void setTotal(@CheckForNull Integer total) {
        this.total = positive("total", total);
    }

    @CheckForNull
    private static Integer positive(String name, @CheckForNull Integer given) {
        if (given != null && given < 1) {
            throw new IllegalArgumentException(name + ": must be at least 1, or left empty for any number: " + given);
        }
        return given;
    }

    /** Checks the fields of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ConcurrencySettings> {
        @Override
        public String getDisplayName() {
            return Messages.ConcurrencySettings_displayName();
        }

        @POST
        public FormValidation doCheckPerAgent(@QueryParameter String value) {
            return check(value);
        }

        @POST
        public FormValidation doCheckPerJob(@QueryParameter String value) {
            return check(value);
        }

        @POST
        public FormValidation doCheckPerUser(@QueryParameter String value) {
            return check(value);
        }

        @POST
        public FormValidation doCheckTotal(@QueryParameter String value) {
            return check(value);
        }

        @POST
        public FormValidation doCheckWaitLimit(@QueryParameter String value) {
            return SettingChecks.of(() -> new ConcurrencySettings().setWaitLimit(Integer.parseInt(value.strip())));
        }

        private static FormValidation check(String value) {
            return SettingChecks.of(() -> {
                if (!value.isBlank()) {
                    new ConcurrencySettings().setTotal(Integer.valueOf(value.strip()));
                }
            });
        }
    }
}
