package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.attune.engine.environment.InstallSettings.Sources;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Where packages come from. What is not set here is left to the machine that builds. */
public final class PackageSources extends AbstractDescribableImpl<PackageSources> {
    @CheckForNull
    private String indexUrl;

    @CheckForNull
    private String extraIndexUrls;

    @CheckForNull
    private String trustedHosts;

    @CheckForNull
    private String wheels;

    @CheckForNull
    private String npmRegistry;

    private List<IndexCredential> credentials = new ArrayList<>();

    @DataBoundConstructor
    public PackageSources() {}

    Sources sources() {
        return new Sources(
                indexUrl, SettingText.lines(extraIndexUrls), wheels, npmRegistry, SettingText.lines(trustedHosts));
    }

    /** Of Python packages. */
    @CheckForNull
    public String getIndexUrl() {
        return indexUrl;
    }

    @DataBoundSetter
    public void setIndexUrl(@CheckForNull String indexUrl) {
        this.indexUrl = index("indexUrl", indexUrl);
    }

    /** One a line. */
    @CheckForNull
    public String getExtraIndexUrls() {
        return extraIndexUrls;
    }

    @DataBoundSetter
    public void setExtraIndexUrls(@CheckForNull String extraIndexUrls) {
        SettingText.lines(extraIndexUrls).forEach(url -> SettingText.requireIndex("extraIndexUrls", url));
        this.extraIndexUrls = SettingText.tidy(extraIndexUrls);
    }

    /** Whose certificates are not checked; one a line. */
    @CheckForNull
    public String getTrustedHosts() {
        return trustedHosts;
    }

    @DataBoundSetter
    public void setTrustedHosts(@CheckForNull String trustedHosts) {
        SettingText.lines(trustedHosts).forEach(host -> SettingText.requireHost("trustedHosts", host));
        this.trustedHosts = SettingText.tidy(trustedHosts);
    }

    /** A directory of the agents; where it is set, no index is asked. */
    @CheckForNull
    public String getWheels() {
        return wheels;
    }

    @DataBoundSetter
    public void setWheels(@CheckForNull String wheels) {
        this.wheels = SettingText.one("wheels", wheels);
    }

    @CheckForNull
    public String getNpmRegistry() {
        return npmRegistry;
    }

    @DataBoundSetter
    public void setNpmRegistry(@CheckForNull String npmRegistry) {
        this.npmRegistry = index("npmRegistry", npmRegistry);
    }

    public List<IndexCredential> getCredentials() {
        return List.copyOf(credentials);
    }

    @DataBoundSetter
    public void setCredentials(@CheckForNull List<IndexCredential> credentials) {
        this.credentials = credentials == null ? new ArrayList<>() : new ArrayList<>(credentials);
    }

    @CheckForNull
    private static String index(String name, @CheckForNull String given) {
        String url = SettingText.one(name, given);
        if (url != null) {
            SettingText.requireIndex(name, url);
        }
        return url;
    }

    /** Checks the fields of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<PackageSources> {
        @Override
        public String getDisplayName() {
            return Messages.PackageSources_displayName();
        }

        @POST
        public FormValidation doCheckIndexUrl(@QueryParameter String value) {
            return SettingChecks.of(() -> new PackageSources().setIndexUrl(value));
        }

        @POST
        public FormValidation doCheckExtraIndexUrls(@QueryParameter String value) {
            return SettingChecks.of(() -> new PackageSources().setExtraIndexUrls(value));
        }

        @POST
        public FormValidation doCheckTrustedHosts(@QueryParameter String value) {
            return SettingChecks.of(() -> new PackageSources().setTrustedHosts(value));
        }

        @POST
        public FormValidation doCheckNpmRegistry(@QueryParameter String value) {
            return SettingChecks.of(() -> new PackageSources().setNpmRegistry(value));
        }
    }
}
