package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.HttpResponses;
import io.jenkins.plugins.attune.engine.form.ActionForm;
import io.jenkins.plugins.attune.engine.form.FieldKind;
import io.jenkins.plugins.attune.engine.form.FormField;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.schema.Property;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import net.sf.json.JSONException;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The part of a form that depends on the action: a field for each of its parameters and a choice of credentials for each
 * of its secrets; where the action is not known, a text.
 *
 * <p>It holds nothing that is saved: {@link SubmittedFields} turns what comes back into what steps have always had.
 */
public final class ActionFields extends AbstractDescribableImpl<ActionFields> {
    /** Lines that a field of text shows at once. */
    private static final int MAX_ROWS = 12;

    private static final int DATA_ROWS = 3;

    private final String action;
    private final String written;
    private final Map<String, CredentialBinding> credentials;
    private final boolean variables;
    private final boolean carried;

    @CheckForNull
    private final Action known;

    private final ActionForm form;

    private ActionFields(Given given, @CheckForNull Action known, ActionForm form) {
        this.action = given.action();
        this.written = given.parameters();
        this.credentials = new LinkedHashMap<>();
        given.credentials().forEach(binding -> credentials.put(binding.getParameter(), binding));
        this.variables = given.variables();
        this.carried = given.carried();
        this.known = known;
        this.form = form;
    }

    /**
     * What a step holds.
     *
     * @param parameters as YAML
     * @param variables whether variables of the build are put into the values
     * @param carried whether it comes from fields that are replaced, and would be lost where no field takes it
     */
    record Given(
            String action, String parameters, List<CredentialBinding> credentials, boolean variables, boolean carried) {
        static Given nothing(boolean variables) {
            return new Given("", "", List.of(), variables, false);
        }
    }

    /** Where the parameters are no YAML, they stay the text that they are. */
    static ActionFields of(Given given) {
        try {
            return of(given, FormText.parameters(given.parameters()));
        } catch (IllegalArgumentException broken) {
            return new ActionFields(given, null, new ActionForm(List.of(), List.of(), Map.of()));
        }
    }

    private static ActionFields of(Given given, Map<String, Object> values) {
        Action known = KnownActions.find(given.action()).orElse(null);
        ActionForm form = known == null ? new ActionForm(List.of(), List.of(), values) : ActionForm.of(known, values);
        return new ActionFields(given, known, form);
    }

    public String getAction() {
        return action;
    }

    public boolean isKnown() {
        return known != null;
    }

    /** What the action says of itself. */
    public String getAbout() {
        return known == null ? "" : known.about().description();
    }

    public boolean isVariables() {
        return variables;
    }

    public String getWritten() {
        return written;
    }

    public List<FormField> getFields() {
        return form.fields();
    }

    public List<ActionSecret> getSecrets() {
        return form.secrets().stream()
                .map(secret -> new ActionSecret(action, secret, credentials.get(secret.name())))
                .toList();
    }

    /** Credentials to be kept while the name of the action is changed from one that is known to another. */
    public List<CredentialBinding> getCarried() {
        return carried && known == null ? getOtherBindings() : List.of();
    }

    /** Those for parameters that have no field of their own. */
    public List<CredentialBinding> getOtherBindings() {
        List<String> own = form.secrets().stream().map(Property::name).toList();
        return credentials.values().stream()
                .filter(binding -> !own.contains(binding.getParameter()))
                .toList();
    }

    /** What stands in no field, as YAML. */
    public String getRest() {
        boolean all = form.fields().stream().allMatch(field -> field.text().equals(field.absent()));
        return all ? written : FormText.ofParameters(form.rest());
    }

    /** Whether a text beside the fields is of use at once. */
    public boolean isRestOpen() {
        return known == null
                || !getRest().isBlank()
                || known.contract().parameters().allowsAdditional();
    }

    public String getTextTitle() {
        return known == null ? Messages.ActionFields_parameters() : Messages.ActionFields_further();
    }

    /** The name, and whether a value is needed. */
    public String label(FormField field) {
        return field.isRequired() ? Messages.ActionFields_required(field.name()) : field.name();
    }

    /** What a choice says while nothing is chosen. */
    public String unchosen(FormField field) {
        String fallback = field.fallback();
        return fallback.isEmpty() ? Messages.ActionFields_nothing() : Messages.ActionFields_fallback(fallback);
    }

    public CredentialBinding.DescriptorImpl getBindingDescriptor() {
        return Jenkins.get().getDescriptorByType(CredentialBinding.DescriptorImpl.class);
    }

    /** So many that all of a short text can be seen. */
    public long rows(FormField field) {
        long lines = field.text().lines().count();
        return Math.min(MAX_ROWS, Math.max(field.kind() == FieldKind.DATA ? DATA_ROWS : 1, lines));
    }

    /** Of the descriptor, for those who fill in a form at this place. */
    public String getUrl() {
        return getDescriptor().getDescriptorFullUrl();
    }

    /** Answers while a form is filled in. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ActionFields> {
        private static final int MAX_FOUND = 20;

        /** The fields for another action, with what was filled in already. */
        @POST
        public HttpResponse doFields(
                @AncestorInPath @CheckForNull Item item,
                @QueryParameter String action,
                @QueryParameter boolean variables,
                @QueryParameter String section) {
            if (!FormChecks.in(item).isAllowed()) {
                return HttpResponses.forbidden();
            }
            ActionFields fields;
            try {
                JSONObject given = JSONObject.fromObject(section);
                fields = ActionFields.of(new Given(
                        action.strip(),
                        FormText.ofParameters(SubmittedFields.valuesFor(given, KnownActions.find(action))),
                        SubmittedFields.credentials(given),
                        variables,
                        true));
            } catch (IllegalArgumentException | JSONException unreadable) {
                fields = ActionFields.of(new Given(action.strip(), "", List.of(), variables, true));
            }
            return HttpResponses.forwardToView(fields, "fragment");
        }

        /** Actions that somebody may mean. */
        @POST
        public AutoCompletionCandidates doAutoCompleteAction(
                @AncestorInPath @CheckForNull Item item, @QueryParameter String value) throws IOException {
            AutoCompletionCandidates found = new AutoCompletionCandidates();
            if (FormChecks.in(item).isAllowed() && !value.isBlank()) {
                KnownActions.search(value, MAX_FOUND).forEach(found::add);
            }
            return found;
        }

        /**
         * One value against what the action declares of it.
         *
         * @param of the action
         */
        @POST
        public FormValidation doCheckValue(
                @AncestorInPath @CheckForNull Item item,
                @QueryParameter String of,
                @QueryParameter String name,
                @QueryParameter boolean variables,
                @QueryParameter String value) {
            return FormChecks.in(item).isAllowed() ? FieldCheck.of(of, name, variables, value) : FormValidation.ok();
        }

        /** What stands beside the fields. */
        @POST
        public FormValidation doCheckParameters(
                @AncestorInPath @CheckForNull Item item, @QueryParameter String of, @QueryParameter String value) {
            return FormChecks.in(item).text(value, text -> FieldCheck.rest(of, FormText.parameters(text)));
        }
    }
}
