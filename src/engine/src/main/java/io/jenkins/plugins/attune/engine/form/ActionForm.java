package io.jenkins.plugins.attune.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.schema.Property;
import io.jenkins.plugins.attune.engine.schema.ValueSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields for a call of an action, filled with what is given already.
 *
 * <p>Nothing given gets lost in it: what no field can show as it is stays in {@link #rest}.
 *
 * @param secrets the parameters that take a credential
 * @param rest what is given and stands in no field
 */
public record ActionForm(List<FormField> fields, List<Property> secrets, Map<String, Object> rest) {
    public ActionForm {
        fields = List.copyOf(fields);
        secrets = List.copyOf(secrets);
        rest = Collections.unmodifiableMap(new LinkedHashMap<>(rest));
    }

    /** @param given plain values by name */
    public static ActionForm of(Action action, Map<String, Object> given) {
        List<FormField> fields = new ArrayList<>();
        List<Property> secrets = new ArrayList<>();
        Map<String, Object> rest = new LinkedHashMap<>(given);
        for (Property property : action.contract().parameters().properties()) {
            if (property.immutable()) {
                continue;
            }
            if (property.secret()) {
                secrets.add(property);
            } else {
                fields.add(field(property, rest));
            }
        }
        return new ActionForm(fields, secrets, rest);
    }

    /** Takes the value out of what is given where the field can show it. */
    private static FormField field(Property property, Map<String, Object> given) {
        FieldKind kind = FieldKind.of(property);
        Object value = given.get(property.name());
        Optional<String> shown = value == null ? Optional.empty() : kind.show(JsonText.node(value));
        if (kind == FieldKind.CHOICE
                && !shown.map(FieldKind.choices(property)::contains).orElse(false)) {
            shown = Optional.empty();
        }
        if (shown.isPresent()) {
            given.remove(property.name());
            return new FormField(property, kind, shown.get(), "");
        }
        JsonNode fallback = property.defaultValue();
        String absent = kind == FieldKind.FLAG && fallback != null ? fallback.asText() : "";
        return new FormField(property, kind, absent, absent);
    }

    /**
     * Why a value is not one for a parameter; empty where it is, or nothing is declared.
     *
     * @param value as {@link FieldKind#read} gives it
     */
    public static List<String> faults(Action action, String name, Object value) {
        ValueSchema schema = action.contract().parameters();
        return schema.checkValue(name, JsonText.node(value)).stream()
                .map(violation -> place(violation.pointer()) + violation.message())
                .distinct()
                .toList();
    }

    private static String place(String pointer) {
        return pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.') + " ";
    }
}
