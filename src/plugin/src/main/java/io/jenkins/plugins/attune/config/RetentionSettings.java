package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.engine.log.RetentionPolicy;
import java.time.Duration;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How long the logs of runs are kept, of each action in each job, and the records of all runs. */
public final class RetentionSettings extends AbstractDescribableImpl<RetentionSettings> {
    private static final int MAX_DAYS = 36_500;

    private int versions = 100;
    private int days = 30;
    private String size = "100MiB";

    @DataBoundConstructor
    public RetentionSettings() {}

    /** For the logs of one action in one job. */
    public RetentionPolicy policy() {
        return new RetentionPolicy(versions, age(), totalBytes());
    }

    /** What the logs of one action in one job may take. */
    public long totalBytes() {
        return ByteSize.parse(size);
    }

    /** After which a finished run leaves no trace but the build itself. */
    public Duration age() {
        return Duration.ofDays(days);
    }

    /** Runs whose logs are kept. */
    public int getVersions() {
        return versions;
    }

    @DataBoundSetter
    public void setVersions(int versions) {
        if (versions < 0) {
            throw new IllegalArgumentException("versions: must not be negative: " + versions);
        }
        this.versions = versions;
    }

    /** Since the end of the run. */
    public int getDays() {
        return days;
    }

    @DataBoundSetter
    public void setDays(int days) {
        if (days < 1 || days > MAX_DAYS) {
            throw new IllegalArgumentException("days: must be between 1 and " + MAX_DAYS + ": " + days);
        }
        this.days = days;
    }

    /** What all of them take on the disk. */
    public String getSize() {
        return size;
    }

    @DataBoundSetter
    public void setSize(@CheckForNull String size) {
        String text = Util.fixEmptyAndTrim(size);
        if (text != null) {
            ByteSize.parse(text);
            this.size = text;
        }
    }

    /** Checks the fields of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<RetentionSettings> {
        @Override
        public String getDisplayName() {
            return Messages.RetentionSettings_displayName();
        }

        @POST
        public FormValidation doCheckVersions(@QueryParameter String value) {
            return SettingChecks.of(() -> new RetentionSettings().setVersions(Integer.parseInt(value.strip())));
        }

        @POST
        public FormValidation doCheckDays(@QueryParameter String value) {
            return SettingChecks.of(() -> new RetentionSettings().setDays(Integer.parseInt(value.strip())));
        }

        @POST
        public FormValidation doCheckSize(@QueryParameter String value) {
            return SettingChecks.of(() -> new RetentionSettings().setSize(value));
        }
    }
}
