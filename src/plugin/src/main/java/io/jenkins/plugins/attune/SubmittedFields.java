package io.jenkins.plugins.attune;

import hudson.model.Descriptor.FormException;
import io.jenkins.plugins.attune.engine.form.FieldKind;
import io.jenkins.plugins.attune.engine.pack.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;

/**
 * What the fields of an {@link ActionFields} hold when they come back.
 *
 * <p>It is turned into what a job without such fields would hold: parameters as YAML, and lines of credentials. So what is
 * saved is the same, whoever wrote it.
 */
final class SubmittedFields {
    private static final String FIELDS = "fields";
    private static final String SECRETS = "secrets";
    private static final String PARAMETERS = "parameters";
    private static final String BINDINGS = "credentialBindings";

    private SubmittedFields() {}

    /** The form with the fields taken out, and what was in them put where it belongs. */
    static JSONObject merged(JSONObject form) throws FormException {
        if (form.has(FIELDS)) {
            try {
                Map<String, Object> given = values(form);
                String written = form.optString("written");
                form.put(PARAMETERS, isSame(given, written) ? written : FormText.ofParameters(given));
            } catch (IllegalArgumentException e) {
                throw new FormException(e, PARAMETERS);
            }
        }
        JSONArray bindings = JSONArray.fromObject(list(form, BINDINGS));
        credentials(form).forEach(binding -> bindings.add(json(binding)));
        if (!bindings.isEmpty()) {
            form.put(BINDINGS, bindings);
        }
        List.of(FIELDS, SECRETS, "written").forEach(form::remove);
        return form;
    }

    /** What was written stays as it was, remarks and order included, unless it means something else now. */
    private static boolean isSame(Map<String, Object> given, String written) {
        try {
            return FormText.parameters(FormText.ofParameters(given)).equals(FormText.parameters(written));
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }

    /**
     * The parameters; what is written as YAML comes after the fields, and replaces them.
     *
     * @throws IllegalArgumentException where a text means nothing
     */
    static Map<String, Object> values(JSONObject form) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (JSONObject field : list(form, FIELDS)) {
            String text = field.optString("value");
            if (text.equals(field.optString("absent"))) {
                continue;
            }
            String name = field.optString("name");
            try {
                values.put(name, FieldKind.valueOf(field.optString("kind")).read(text));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("parameter '" + name + "' holds " + e.getMessage(), e);
            }
        }
        values.putAll(FormText.parameters(form.optString(PARAMETERS)));
        return values;
    }

    /** The parameters without what stood in a field that the action does not have. */
    static Map<String, Object> valuesFor(JSONObject form, Optional<Action> action) {
        Map<String, Object> values = new LinkedHashMap<>(values(form));
        action.map(known -> known.contract().parameters())
                .filter(schema -> !schema.allowsAdditional())
                .ifPresent(schema -> list(form, FIELDS).stream()
                        .map(field -> field.optString("name"))
                        .filter(name -> schema.property(name).isEmpty())
                        .forEach(values::remove));
        return values;
    }

    /** The credentials that were chosen. */
    static List<CredentialBinding> credentials(JSONObject form) {
        return list(form, SECRETS).stream()
                .filter(secret -> !secret.optString("credentialsId").isBlank())
                .map(secret -> CredentialBinding.of(secret.optString("parameter"), secret.optString("credentialsId")))
                .toList();
    }

    private static JSONObject json(CredentialBinding binding) {
        JSONObject line = new JSONObject();
        line.put("parameter", binding.getParameter());
        line.put("credentialsId", binding.getCredentialsId());
        line.put("part", FormText.orEmpty(binding.getPart()));
        return line;
    }

    /** One comes as it is, several as a list. */
    private static List<JSONObject> list(JSONObject form, String key) {
        List<JSONObject> found = new ArrayList<>();
        if (form.has(key)) {
            for (Object one : JSONArray.fromObject(form.get(key))) {
                if (one instanceof JSONObject object) {
                    found.add(object);
                }
            }
        }
        return found;
    }
}
