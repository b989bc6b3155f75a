package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import java.util.List;
import java.util.Set;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** What an administrator settles about keys: those of all runs, and what runs may do with them. */
public final class KeySettings extends AbstractDescribableImpl<KeySettings> implements KeyLevel {
    /** Null where nothing was set. */
    @CheckForNull
    private List<KeyBinding> bindings;

    @CheckForNull
    private String writable;

    private boolean secretTokens;

    @DataBoundConstructor
    public KeySettings() {}

    @Override
    public List<KeyBinding> getBindings() {
        return bindings == null ? List.of() : List.copyOf(bindings);
    }

    @DataBoundSetter
    public void setBindings(@CheckForNull List<KeyBinding> bindings) {
        this.bindings = bindings == null || bindings.isEmpty() ? null : List.copyOf(bindings);
    }

    /** Ids of credentials in the global store that runs may change, one a line. */
    @CheckForNull
    public String getWritable() {
        return writable;
    }

    @DataBoundSetter
    public void setWritable(@CheckForNull String writable) {
        this.writable = SettingText.tidy(writable);
    }

    /** Whether a run gets a random token of its own in its environment, where nobody tells who calls. */
    public boolean isSecretTokens() {
        return secretTokens;
    }

    @DataBoundSetter
    public void setSecretTokens(boolean secretTokens) {
        this.secretTokens = secretTokens;
    }

    @Override
    public Set<String> writableIds() {
        return KeyLevel.ids(writable);
    }

    @Override
    public String place() {
        return "system configuration";
    }

    /** A part of the section. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<KeySettings> {
        @Override
        public String getDisplayName() {
            return Messages.KeySettings_displayName();
        }
    }
}
