package io.jenkins.plugins.attune.config;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The credential for the package index, or npm registry, on one host; by its id. */
public final class IndexCredential extends AbstractDescribableImpl<IndexCredential> {
    /** The kinds an installer can be given. */
    private static final CredentialsMatcher KINDS = CredentialsMatchers.anyOf(
            CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class),
            CredentialsMatchers.instanceOf(StringCredentials.class));

    private final String host;
    private final String credentialsId;

    @DataBoundConstructor
    public IndexCredential(String host, String credentialsId) {
        this.host = Util.fixNull(host).strip();
        this.credentialsId = Util.fixNull(credentialsId).strip();
        SettingText.requireHost("host", this.host);
        if (this.credentialsId.isEmpty()) {
            throw new IllegalArgumentException("credentialsId: is missing for host " + this.host);
        }
    }

    /** With its port, where the URL of the index names one. */
    public String getHost() {
        return host;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** Offers the credentials of the whole Jenkins to those who configure it. */
    @Extension
    @Symbol("attuneIndexCredential")
    public static final class DescriptorImpl extends Descriptor<IndexCredential> {
        @Override
        public String getDisplayName() {
            return Messages.IndexCredential_displayName();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            StandardListBoxModel result = new StandardListBoxModel();
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return result.includeCurrentValue(credentialsId);
            }
            return result.includeEmptyValue()
                    .includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, List.of(), KINDS)
                    .includeCurrentValue(credentialsId);
        }

        @POST
        public FormValidation doCheckCredentialsId(@QueryParameter String value) {
            return SettingChecks.of(() -> new IndexCredential("host", value));
        }

        @POST
        public FormValidation doCheckHost(@QueryParameter String value) {
            return SettingChecks.of(() -> SettingText.requireHost("host", value.strip()));
        }
    }
}
