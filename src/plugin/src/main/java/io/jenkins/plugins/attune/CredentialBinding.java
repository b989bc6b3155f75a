package io.jenkins.plugins.attune;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.attune.run.CredentialKinds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** One parameter of an action that takes its value from a credential, as a line of a form. */
public final class CredentialBinding extends AbstractDescribableImpl<CredentialBinding> {
    private static final char SEPARATOR = '#';

    private final String parameter;
    private final String credentialsId;

    /** Null for the whole credential. */
    @CheckForNull
    private String part;

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

    @CheckForNull
    public String getPart() {
        return part;
    }

    /** Which part of a credential with several is wanted, such as {@code password}. */
    @DataBoundSetter
    public void setPart(@CheckForNull String part) {
        this.part = Util.fixEmptyAndTrim(part);
    }

    /** As a pipeline writes it: {@code id}, or {@code id#part}. */
    public String getReference() {
        return part == null ? credentialsId : credentialsId + SEPARATOR + part;
    }

    static CredentialBinding of(String parameter, String reference) {
        int separator = reference.lastIndexOf(SEPARATOR);
        if (separator < 1 || separator == reference.length() - 1) {
            return new CredentialBinding(parameter, reference);
        }
        CredentialBinding binding = new CredentialBinding(parameter, reference.substring(0, separator));
        binding.setPart(reference.substring(separator + 1));
        return binding;
    }

    /** By parameter, the last line of a parameter wins. */
    static Map<String, String> toMap(List<CredentialBinding> bindings) {
        Map<String, String> ids = new LinkedHashMap<>();
        bindings.forEach(binding -> ids.put(binding.parameter, binding.getReference()));
        return ids;
    }

    static List<CredentialBinding> ofMap(Map<String, String> ids) {
        return ids.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
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
                            CredentialOffers.authentication(item),
                            item,
                            StandardCredentials.class,
                            List.of(),
                            CredentialKinds::isKnown)
                    .includeCurrentValue(credentialsId);
        }

        /** The parts of the chosen credential, for those who may see which credentials there are. */
        @POST
        public ComboBoxModel doFillPartItems(
                @AncestorInPath @CheckForNull Item item, @QueryParameter String credentialsId) {
            ComboBoxModel parts = new ComboBoxModel();
            if (FormChecks.maySeeCredentials(item)) {
                StandardCredentials chosen = CredentialsMatchers.firstOrNull(
                        CredentialOffers.in(item), CredentialsMatchers.withId(credentialsId));
                if (chosen != null) {
                    parts.addAll(CredentialKinds.parts(chosen));
                }
            }
            return parts;
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
