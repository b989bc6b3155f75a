package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The types of JSON Schema, and how people are told of them. */
final class JsonTypes {
    /** Not one of JSON Schema's: takes any value. */
    static final String ANY = "any";

    static final String STRING = "string";
    static final List<String> KNOWN = List.of(STRING, "integer", "number", "boolean", "array", "object", "null", ANY);

    /** What authors write who think in another language. */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("str", STRING),
            Map.entry("text", STRING),
            Map.entry("int", "integer"),
            Map.entry("long", "integer"),
            Map.entry("float", "number"),
            Map.entry("double", "number"),
            Map.entry("decimal", "number"),
            Map.entry("bool", "boolean"),
            Map.entry("list", "array"),
            Map.entry("tuple", "array"),
            Map.entry("map", "object"),
            Map.entry("dict", "object"),
            Map.entry("hash", "object"));

    private JsonTypes() {}

    /** A hint that begins with a semicolon, or nothing. */
    static String hint(String unknown) {
        String meant = MEANT.get(unknown.toLowerCase(Locale.ROOT));
        return meant == null ? "" : "; perhaps '" + meant + "'";
    }

    /** {@code string}, {@code array of integer}, {@code string or null}, {@code any}. */
    static String describe(JsonNode schema) {
        List<String> types = of(schema);
        if (types.isEmpty()) {
            return ANY;
        }
        String joined = String.join(" or ", types);
        JsonNode items = schema.path("items");
        boolean list =
                types.size() == 1 && types.get(0).equals("array") && !of(items).isEmpty();
        return list ? "array of " + String.join(" or ", of(items)) : joined;
    }

    /** The types a schema allows; empty where it allows all. */
    static List<String> of(JsonNode schema) {
        JsonNode type = schema.path("type");
        List<String> types = new ArrayList<>();
        if (type.isTextual()) {
            types.add(type.textValue());
        }
        type.forEach(one -> types.add(one.asText()));
        return types;
    }

    /** The type of a value, as JSON Schema calls it. */
    static String ofValue(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> STRING;
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "null";
        };
    }
}
