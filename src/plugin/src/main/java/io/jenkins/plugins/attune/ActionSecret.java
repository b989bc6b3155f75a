package io.jenkins.plugins.attune;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.schema.Property;
import io.jenkins.plugins.attune.engine.schema.ValueSchema;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The choice of a credential, or of a part of one, for a parameter that an action declares secret. */
public final class ActionSecret extends AbstractDescribableImpl<ActionSecret> {
    private final String action;
    private final Property declared;
    private final String chosen;

    ActionSecret(String action, Property declared, @CheckForNull CredentialBinding chosen) {
        this.action = action;
        this.declared = declared;
        this.chosen = chosen == null ? "" : chosen.getReference();
    }

    public String getAction() {
        return action;
    }

    public String getParameter() {
        return declared.name();
    }

    public String getDescription() {
        return declared.description();
    }

    /** The name, and whether a credential is needed. */
    public String getLabel() {
        return isRequired(declared) ? Messages.ActionFields_required(declared.name()) : declared.name();
    }

    private static boolean isRequired(Property property) {
        return property.required() && property.defaultValue() == null;
    }

    /** As a pipeline writes it, {@code id} or {@code id#part}; empty for none. */
    public String getCredentialsId() {
        return chosen;
    }

    /** Offers what the parameter can take, to those who may see credentials where the form is. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ActionSecret> {
        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath @CheckForNull Item item,
                @QueryParameter String of,
                @QueryParameter String parameter,
                @QueryParameter String credentialsId) {
            StandardListBoxModel offers = new StandardListBoxModel();
            if (!FormChecks.maySeeCredentials(item)) {
                offers.includeCurrentValue(credentialsId);
                return offers;
            }
            offers.includeEmptyValue();
            ValueSchema schema = KnownActions.find(of)
                    .map(Action::contract)
                    .map(Action.Contract::parameters)
                    .orElse(ValueSchema.open());
            for (StandardCredentials credential : CredentialOffers.in(item)) {
                CredentialOffers.add(credential, parameter, schema, offers);
            }
            offers.includeCurrentValue(credentialsId);
            return offers;
        }

        @POST
        public FormValidation doCheckCredentialsId(
                @AncestorInPath @CheckForNull Item item,
                @QueryParameter String of,
                @QueryParameter String parameter,
                @QueryParameter String value) {
            boolean required = KnownActions.find(of)
                    .flatMap(action -> action.contract().parameters().property(parameter))
                    .map(ActionSecret::isRequired)
                    .orElse(false);
            return required ? FormChecks.in(item).required(value) : FormValidation.ok();
        }
    }
}
