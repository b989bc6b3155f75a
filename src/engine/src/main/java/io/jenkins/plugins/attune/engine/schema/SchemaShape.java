package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Tells the two shapes of schema apart.
 *
 * <p>In the flat one every value is a mapping that describes the property of that name, so a property that is itself
 * called {@code type}, {@code properties} or {@code required} holds a mapping where JSON Schema has a text, or a list.
 */
final class SchemaShape {
    private SchemaShape() {}

    static boolean isJsonSchema(ObjectNode root) {
        if (root.path("type").isTextual()
                || root.path("type").isArray()
                || root.path("$schema").isTextual()
                || root.path("required").isArray()) {
            return true;
        }
        return holdsSchemas(root.path("properties")) && restIsPlain(root);
    }

    /** A flat property called {@code properties} has a {@code type}, a text; here every value is a mapping. */
    private static boolean holdsSchemas(JsonNode properties) {
        if (!properties.isObject() || properties.isEmpty()) {
            return false;
        }
        for (JsonNode property : properties) {
            if (!property.isObject()) {
                return false;
            }
        }
        return true;
    }

    private static boolean restIsPlain(ObjectNode root) {
        return root.properties().stream()
                .filter(entry -> !entry.getKey().equals("properties"))
                .filter(entry -> !entry.getKey().startsWith("$"))
                .noneMatch(entry -> entry.getValue().isObject());
    }
}
