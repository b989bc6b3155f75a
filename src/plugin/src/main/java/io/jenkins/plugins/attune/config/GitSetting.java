package io.jenkins.plugins.attune.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.attune.engine.source.PackOrigin;
import io.jenkins.plugins.attune.engine.source.PackSource;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** One pack in a git repository. */
public final class GitSetting extends PackSourceSetting {
    private final String pack;
    private final String url;
    private final String ref;

    @CheckForNull
    private String credentialsId;

    @DataBoundConstructor
    public GitSetting(String pack, String url, String ref) {
        this.pack = SettingText.requirePack("pack", pack);
        this.url = required("url", url);
        SettingText.requireRepository("url", this.url);
        this.ref = required("ref", ref);
    }

    public String getPack() {
        return pack;
    }

    public String getUrl() {
        return url;
    }

    /** Branch, tag or full commit. */
    public String getRef() {
        return ref;
    }

    /** Null where the repository can be read by anybody. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @Override
    public PackSource source(Means means) {
        return PackSource.of(pack, new PackOrigin.Git(url, ref, null));
    }

    @Override
    @CheckForNull
    public String credentialFor(String repository) {
        return url.equals(repository) ? credentialsId : null;
    }

    /** Offers the credentials of the whole Jenkins to those who configure it. */
    @Extension
    @Symbol("git")
    public static final class DescriptorImpl extends Descriptor<PackSourceSetting> {
        @Override
        public String getDisplayName() {
            return Messages.GitSetting_displayName();
        }

        @POST
        public FormValidation doCheckPack(@QueryParameter String value) {
            return SettingChecks.of(() -> SettingText.requirePack("pack", value));
        }

        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            return SettingChecks.of(() -> SettingText.requireRepository("url", required("url", value)));
        }

        @POST
        public FormValidation doCheckRef(@QueryParameter String value) {
            return SettingChecks.of(() -> required("ref", value));
        }

        /** What git can sign on with. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            StandardListBoxModel result = new StandardListBoxModel();
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return result.includeCurrentValue(credentialsId);
            }
            return result.includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2,
                            Jenkins.get(),
                            StandardCredentials.class,
                            List.of(),
                            CredentialsMatchers.instanceOf(StandardUsernameCredentials.class))
                    .includeCurrentValue(credentialsId);
        }
    }
}
