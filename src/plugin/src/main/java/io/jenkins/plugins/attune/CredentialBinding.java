package io.jenkins.plugins.attune;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** One parameter of an action that takes its value from a credential, as a line of a form. */
public final class CredentialBinding extends AbstractDescribableImpl<CredentialBinding> {
    private final String parameter;
    private final String credentialsId;

    @DataBoundConstructor
    public CredentialBinding(String parameter, String credentialsId) {
        this.parameter = parameter.strip();
        this.credentialsId = credentialsId;
    }

    public String getParameter() {
        return parameter;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** By parameter, the last line of a parameter wins. */
    static Map<String, String> toMap(List<CredentialBinding> bindings) {
        Map<String, String> ids = new LinkedHashMap<>();
        bindings.forEach(binding -> ids.put(binding.parameter, binding.credentialsId));
        return ids;
    }

    static List<CredentialBinding> ofMap(Map<String, String> ids) {
        return ids.entrySet().stream()
                .map(entry -> new CredentialBinding(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Offers credentials only to those who may see or use them where the form is. */
    @Extension
    @Symbol("attuneCredential")
    public static final class DescriptorImpl extends Descriptor<CredentialBinding> {
        @Override
        public String getDisplayName() {
            return Messages.CredentialBinding_displayName();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath @CheckForNull Item item, @QueryParameter String credentialsId) {
            StandardListBoxModel result = new StandardListBoxModel();
            if (!FormChecks.maySeeCredentials(item)) {
                return result.includeCurrentValue(credentialsId);
            }
            return result.includeEmptyValue()
                    .includeMatchingAs(
                            item instanceof Queue.Task task ? task.getDefaultAuthentication2() : ACL.SYSTEM2,
                            item,
                            StringCredentials.class,
                            List.of(),
                            CredentialsMatchers.always())
                    .includeCurrentValue(credentialsId);
        }

        @POST
        public FormValidation doCheckParameter(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return FormChecks.in(item).required(value);
        }

        @POST
        public FormValidation doCheckCredentialsId(
                @AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return FormChecks.in(item).required(value);
        }
    }
}
