package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.engine.execution.RunLimits;
import io.jenkins.plugins.attune.engine.run.LimitPolicy;
import java.time.Duration;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The bounds of single runs: of each the default, and the most that a job may ask for. Sizes are text such as 10MiB. */
public final class LimitSettings extends AbstractDescribableImpl<LimitSettings> {
    /** Two days: long enough for what runs over a weekend; longer runs are services. */
    public static final int DEFAULT_MAX_TIMEOUT = (int) Duration.ofDays(2).toSeconds();

    /** As long as Jenkins itself waits for an agent that a pipeline needs. */
    public static final int DEFAULT_AGENT_RETURN = 300;

    private static final int MAX_AGENT_RETURN = (int) Duration.ofDays(7).toSeconds();

    private int timeout = (int) RunLimits.DEFAULT_TIMEOUT.toSeconds();
    private int maxTimeout = DEFAULT_MAX_TIMEOUT;
    private String logLimit = "10MiB";
    private String maxLogLimit = "100MiB";
    private String consoleLimit = "1MiB";
    private String maxConsoleLimit = "10MiB";
    private String resultLimit = "1MiB";
    private String maxResultLimit = "16MiB";
    private int agentReturn = DEFAULT_AGENT_RETURN;

    @DataBoundConstructor
    public LimitSettings() {}

    /** As the engine takes it; fails where the settings contradict each other. */
    public LimitPolicy policy() {
        return new LimitPolicy(
                new LimitPolicy.Bound(timeout, maxTimeout),
                bound("logLimit", logLimit, maxLogLimit),
                bound("consoleLimit", consoleLimit, maxConsoleLimit),
                bound("resultLimit", resultLimit, maxResultLimit));
    }

    private static LimitPolicy.Bound bound(String name, String standard, String most) {
        try {
            return new LimitPolicy.Bound(ByteSize.parse(standard), ByteSize.parse(most));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    public int getMaxTimeout() {
        return maxTimeout;
    }

    @DataBoundSetter
    public void setMaxTimeout(int maxTimeout) {
        this.maxTimeout = maxTimeout;
    }

    public String getLogLimit() {
        return logLimit;
    }

    @DataBoundSetter
    public void setLogLimit(@CheckForNull String logLimit) {
        this.logLimit = size(logLimit, this.logLimit);
    }

    public String getMaxLogLimit() {
        return maxLogLimit;
    }

    @DataBoundSetter
    public void setMaxLogLimit(@CheckForNull String maxLogLimit) {
        this.maxLogLimit = size(maxLogLimit, this.maxLogLimit);
    }

    public String getConsoleLimit() {
        return consoleLimit;
    }

    @DataBoundSetter
    public void setConsoleLimit(@CheckForNull String consoleLimit) {
        this.consoleLimit = size(consoleLimit, this.consoleLimit);
    }

    public String getMaxConsoleLimit() {
        return maxConsoleLimit;
    }

    @DataBoundSetter
    public void setMaxConsoleLimit(@CheckForNull String maxConsoleLimit) {
        this.maxConsoleLimit = size(maxConsoleLimit, this.maxConsoleLimit);
    }

    public String getResultLimit() {
        return resultLimit;
    }

    @DataBoundSetter
    public void setResultLimit(@CheckForNull String resultLimit) {
        this.resultLimit = size(resultLimit, this.resultLimit);
    }

    public String getMaxResultLimit() {
        return maxResultLimit;
    }

    @DataBoundSetter
    public void setMaxResultLimit(@CheckForNull String maxResultLimit) {
        this.maxResultLimit = size(maxResultLimit, this.maxResultLimit);
    }

    /** Seconds that a lost agent may take to come back. */
    public int getAgentReturn() {
        return agentReturn;
    }

    @DataBoundSetter
    public void setAgentReturn(int agentReturn) {
        if (agentReturn < 1 || agentReturn > MAX_AGENT_RETURN) {
            throw new IllegalArgumentException(
                    "agentReturn: must be between 1 and " + MAX_AGENT_RETURN + " seconds: " + agentReturn);
        }
        this.agentReturn = agentReturn;
    }

    /** An empty field of a form leaves the default. */
    private static String size(@CheckForNull String given, String standard) {
        String text = Util.fixEmptyAndTrim(given);
        if (text == null) {
            return standard;
        }
        ByteSize.parse(text);
        return text;
    }

    /** Checks the pairs of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<LimitSettings> {
        @Override
        public String getDisplayName() {
            return Messages.LimitSettings_displayName();
        }

        @POST
        public FormValidation doCheckMaxTimeout(@QueryParameter String value, @QueryParameter String timeout) {
            return SettingChecks.policy(settings -> {
                settings.setTimeout(Integer.parseInt(timeout.strip()));
                settings.setMaxTimeout(Integer.parseInt(value.strip()));
            });
        }

        @POST
        public FormValidation doCheckMaxLogLimit(@QueryParameter String value, @QueryParameter String logLimit) {
            return SettingChecks.policy(settings -> {
                settings.setLogLimit(logLimit);
                settings.setMaxLogLimit(value);
            });
        }

        @POST
        public FormValidation doCheckMaxConsoleLimit(
                @QueryParameter String value, @QueryParameter String consoleLimit) {
            return SettingChecks.policy(settings -> {
                settings.setConsoleLimit(consoleLimit);
                settings.setMaxConsoleLimit(value);
            });
        }

        @POST
        public FormValidation doCheckMaxResultLimit(@QueryParameter String value, @QueryParameter String resultLimit) {
            return SettingChecks.policy(settings -> {
                settings.setResultLimit(resultLimit);
                settings.setMaxResultLimit(value);
            });
        }

        @POST
        public FormValidation doCheckAgentReturn(@QueryParameter String value) {
            return SettingChecks.policy(settings -> settings.setAgentReturn(Integer.parseInt(value.strip())));
        }
    }
}
