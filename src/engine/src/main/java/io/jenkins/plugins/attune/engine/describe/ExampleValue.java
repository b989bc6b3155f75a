package io.jenkins.plugins.attune.engine.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.attune.engine.schema.Property;
import io.jenkins.plugins.attune.engine.schema.ValueSchema;
import java.math.BigDecimal;

/** A value that a parameter may have, as far as its schema says so in numbers; a pattern is for people to meet. */
final class ExampleValue {
    private static final String PLACEHOLDER = "...";

    /** Longer examples help nobody. */
    private static final int MAX_SIZE = 64;

    private ExampleValue() {}

    static JsonNode of(ValueSchema parameters, Property property) {
        if (!property.allowed().isEmpty()) {
            return property.allowed().get(0);
        }
        JsonNode schema = parameters.jsonSchema().path("properties").path(property.name());
        return of(property.type(), schema);
    }

    private static JsonNode of(String type, JsonNode schema) {
        if (type.startsWith("array")) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            JsonNode item = schema.path("items");
            for (int i = 0; i < size(schema, "minItems"); i++) {
                items.add(
                        item.path("enum").isEmpty()
                                ? of(item.path("type").asText("string"), item)
                                : item.path("enum").get(0));
            }
            return items;
        }
        return switch (type) {
            case "integer", "number" -> number(schema);
            case "boolean" -> BooleanNode.TRUE;
            case "object" -> JsonNodeFactory.instance.objectNode();
            default -> text(schema);
        };
    }

    private static JsonNode number(JsonNode schema) {
        BigDecimal value = BigDecimal.ONE;
        if (schema.path("minimum").isNumber()) {
            value = value.max(schema.path("minimum").decimalValue());
        }
        if (schema.path("maximum").isNumber()) {
            value = value.min(schema.path("maximum").decimalValue());
        }
        return JsonNodeFactory.instance.numberNode(value);
    }

    private static JsonNode text(JsonNode schema) {
        String value = PLACEHOLDER.repeat(1 + size(schema, "minLength") / PLACEHOLDER.length());
        int most = schema.path("maxLength").isInt() ? schema.path("maxLength").intValue() : value.length();
        return new TextNode(value.substring(0, Math.min(value.length(), most)));
    }

    private static int size(JsonNode schema, String keyword) {
        return Math.max(0, Math.min(MAX_SIZE, schema.path(keyword).asInt(0)));
    }
}
