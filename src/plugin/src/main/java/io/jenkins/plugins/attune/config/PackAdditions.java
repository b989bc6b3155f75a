package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.engine.environment.InstallSettings.Additions;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the environments of one pack get beyond what the pack asks for: published packs do not always name all they use. */
public final class PackAdditions extends AbstractDescribableImpl<PackAdditions> {
    private final String pack;

    @CheckForNull
    private String requirements;

    @CheckForNull
    private String constraints;

    private boolean installScripts;

    @DataBoundConstructor
    public PackAdditions(String pack) {
        this.pack = Util.fixNull(pack).strip();
        if (!this.pack.matches("[a-z0-9_-]+")) {
            throw new IllegalArgumentException("pack: must be the reference of a pack: '" + this.pack + "'");
        }
    }

    public String getPack() {
        return pack;
    }

    /** As the installer reads them; one a line. */
    @CheckForNull
    public String getRequirements() {
        return requirements;
    }

    @DataBoundSetter
    public void setRequirements(@CheckForNull String requirements) {
        new Additions(SettingText.lines(requirements), List.of(), false);
        this.requirements = SettingText.tidy(requirements);
    }

    /** Of Python packages; one a line. */
    @CheckForNull
    public String getConstraints() {
        return constraints;
    }

    @DataBoundSetter
    public void setConstraints(@CheckForNull String constraints) {
        this.constraints = SettingText.tidy(constraints);
    }

    /** Whether npm may run the scripts of packages. */
    public boolean isInstallScripts() {
        return installScripts;
    }

    @DataBoundSetter
    public void setInstallScripts(boolean installScripts) {
        this.installScripts = installScripts;
    }

    /** Checks the fields of the form. */
    @Extension
    @Symbol("attunePackAdditions")
    public static final class DescriptorImpl extends Descriptor<PackAdditions> {
        @Override
        public String getDisplayName() {
            return Messages.PackAdditions_displayName();
        }

        @POST
        public FormValidation doCheckPack(@QueryParameter String value) {
            return SettingChecks.of(() -> new PackAdditions(value));
        }

        @POST
        public FormValidation doCheckRequirements(@QueryParameter String value) {
            return SettingChecks.of(() -> new PackAdditions("any").setRequirements(value));
        }
    }
}
