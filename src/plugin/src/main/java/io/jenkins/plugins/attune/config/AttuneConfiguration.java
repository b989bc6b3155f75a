package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The section "Attune" of the system configuration.
 *
 * <p>Whoever needs a setting asks for it when it is used, so that a change holds for the next run; saving touches no run
 * that goes on. Setters and readers may be different threads, therefore the parts are immutable and exchanged whole.
 */
@Extension
@Symbol("attune")
public final class AttuneConfiguration extends GlobalConfiguration {
    @CheckForNull
    private volatile LimitSettings limits;

    @CheckForNull
    private volatile ConcurrencySettings concurrency;

    @CheckForNull
    private volatile PolicySettings queues;

    @CheckForNull
    private volatile RetentionSettings retention;

    @CheckForNull
    private volatile EnvironmentSettings environments;

    @CheckForNull
    private volatile PackSettings packs;

    @CheckForNull
    private volatile AllowSettings allow;

    @CheckForNull
    private volatile KeySettings keys;

    private volatile boolean literalSecrets;

    public AttuneConfiguration() {
        load();
    }

    /** The one of this Jenkins. */
    public static AttuneConfiguration get() {
        return ExtensionList.lookupSingleton(AttuneConfiguration.class);
    }

    public LimitSettings getLimits() {
        LimitSettings set = limits;
        return set == null ? new LimitSettings() : set;
    }

    @DataBoundSetter
    public void setLimits(@CheckForNull LimitSettings limits) {
        if (limits != null) {
            limits.policy();
        }
        this.limits = limits;
        save();
    }

    public ConcurrencySettings getConcurrency() {
        ConcurrencySettings set = concurrency;
        return set == null ? new ConcurrencySettings() : set;
    }

    @DataBoundSetter
    public void setConcurrency(@CheckForNull ConcurrencySettings concurrency) {
        this.concurrency = concurrency;
        save();
    }

    public PolicySettings getQueues() {
        PolicySettings set = queues;
        return set == null ? new PolicySettings() : set;
    }

    @DataBoundSetter
    public void setQueues(@CheckForNull PolicySettings queues) {
        if (queues != null) {
            queues.check();
        }
        this.queues = queues;
        save();
    }

    public RetentionSettings getRetention() {
        RetentionSettings set = retention;
        return set == null ? new RetentionSettings() : set;
    }

    @DataBoundSetter
    public void setRetention(@CheckForNull RetentionSettings retention) {
        this.retention = retention;
        save();
    }

    public EnvironmentSettings getEnvironments() {
        EnvironmentSettings set = environments;
        return set == null ? new EnvironmentSettings() : set;
    }

    @DataBoundSetter
    public void setEnvironments(@CheckForNull EnvironmentSettings environments) {
        this.environments = environments;
        save();
    }

    public PackSettings getPacks() {
        PackSettings set = packs;
        return set == null ? new PackSettings() : set;
    }

    @DataBoundSetter
    public void setPacks(@CheckForNull PackSettings packs) {
        this.packs = packs;
        save();
    }

    public AllowSettings getAllow() {
        AllowSettings set = allow;
        return set == null ? new AllowSettings() : set;
    }

    @DataBoundSetter
    public void setAllow(@CheckForNull AllowSettings allow) {
        this.allow = allow;
        save();
    }

    public KeySettings getKeys() {
        KeySettings set = keys;
        return set == null ? new KeySettings() : set;
    }

    @DataBoundSetter
    public void setKeys(@CheckForNull KeySettings keys) {
        this.keys = keys;
        save();
    }

    /** Whether a parameter that its action declares secret may be written into the job, with a warning. */
    public boolean isLiteralSecrets() {
        return literalSecrets;
    }

    @DataBoundSetter
    public void setLiteralSecrets(boolean literalSecrets) {
        this.literalSecrets = literalSecrets;
        save();
    }
}
