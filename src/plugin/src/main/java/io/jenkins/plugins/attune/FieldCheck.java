package io.jenkins.plugins.attune;

import hudson.util.FormValidation;
import io.jenkins.plugins.attune.engine.form.ActionForm;
import io.jenkins.plugins.attune.engine.form.FormField;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.NearestNames;
import io.jenkins.plugins.attune.engine.schema.Property;
import io.jenkins.plugins.attune.engine.schema.ValueSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks single values of a form, before there is a call. */
final class FieldCheck {
    private static final char VARIABLE = '$';

    private FieldCheck() {}

    /** @param variables whether a value may hold some that only a build knows */
    static FormValidation of(String action, String name, boolean variables, String value) {
        Optional<Action> known = KnownActions.find(action);
        Optional<FormField> found = known.stream()
                .flatMap(one -> ActionForm.of(one, Map.of()).fields().stream())
                .filter(field -> field.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            return FormValidation.ok();
        }
        FormField field = found.get();
        if (value.isEmpty() || value.equals(field.absent())) {
            return field.isRequired() ? FormValidation.error(Messages.FormChecks_required()) : FormValidation.ok();
        }
        if (variables && value.indexOf(VARIABLE) >= 0) {
            return FormValidation.ok();
        }
        try {
            List<String> faults =
                    ActionForm.faults(known.get(), name, field.kind().read(value));
            return faults.isEmpty() ? FormValidation.ok() : FormValidation.error(String.join("\n", faults));
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /**
     * Names that are written beside the fields.
     *
     * @throws IllegalArgumentException where the action takes none of them
     */
    static Map<String, Object> rest(String action, Map<String, Object> given) {
        Action known = KnownActions.find(action).orElse(null);
        if (known != null) {
            ValueSchema schema = known.contract().parameters();
            List<String> names =
                    schema.properties().stream().map(Property::name).toList();
            for (String name : given.keySet()) {
                if (!names.contains(name) && !schema.allowsAdditional()) {
                    List<String> near = NearestNames.to(name, names);
                    throw new IllegalArgumentException("'" + name + "' is not one of the action's parameters"
                            + (near.isEmpty() ? "" : "; perhaps '" + String.join("', '", near) + "'"));
                }
            }
        }
        return given;
    }
}
