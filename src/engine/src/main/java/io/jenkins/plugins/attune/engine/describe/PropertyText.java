package io.jenkins.plugins.attune.engine.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.schema.Property;
import java.util.List;
import java.util.Objects;

/**
 * A declared parameter, or a field of a result, in plain values for pages and programs.
 *
 * @param immutable fixed by the author: no caller may give it
 * @param defaultValue of lists, maps, texts, numbers and booleans; null where there is none, and for a secret: what its
 *     author wrote is in the file for all to see, and still not for a page
 * @param allowed the values of {@code enum}; empty where any will do
 */
public record PropertyText(
        String name,
        String type,
        String description,
        Rules rules,
        @CheckForNull Object defaultValue,
        List<Object> allowed) {
    private static final JsonMapper MAPPER = new JsonMapper();

    public PropertyText {
        Objects.requireNonNull(name);
        Objects.requireNonNull(rules);
        allowed = List.copyOf(allowed);
    }

    /** What a caller has to know. */
    public record Rules(boolean required, boolean secret, boolean immutable) {}

    public static PropertyText of(Property property) {
        JsonNode value = property.defaultValue();
        return new PropertyText(
                property.name(),
                property.type(),
                property.description(),
                new Rules(property.required(), property.secret(), property.immutable()),
                value == null || property.secret() ? null : plain(value),
                property.allowed().stream().map(PropertyText::plain).toList());
    }

    public static List<PropertyText> all(List<Property> properties) {
        return properties.stream().map(PropertyText::of).toList();
    }

    private static Object plain(JsonNode value) {
        return value.isNull() ? "null" : MAPPER.convertValue(value, Object.class);
    }

    /** The default as JSON; empty where there is none to show. */
    public String defaultText() {
        return defaultValue == null ? "" : text(defaultValue);
    }

    /** The allowed values as JSON. */
    public List<String> allowedTexts() {
        return allowed.stream().map(PropertyText::text).toList();
    }

    private static String text(Object value) {
        return MAPPER.valueToTree(value).toString();
    }
}
