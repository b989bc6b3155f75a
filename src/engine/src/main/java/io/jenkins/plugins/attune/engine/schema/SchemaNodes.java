package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.pack.YamlDocument;
import io.jenkins.plugins.attune.engine.pack.YamlObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the description of one value, and all within it, into JSON Schema.
 *
 * <p>Only keywords that are known are taken over, each checked first, so that the validator meets nothing it would
 * stumble over. What the flat shape writes into a property ({@code required: true}, {@code secret}, {@code position})
 * is told apart from keywords of the same name by its type.
 */
final class SchemaNodes {
    /** Most properties of one object. */
    private static final int MAX_PROPERTIES = 1_000;

    private static final Set<String> SCHEMAS = Set.of(
            "items",
            "additionalProperties",
            "not",
            "if",
            "then",
            "else",
            "contains",
            "propertyNames",
            "unevaluatedProperties",
            "unevaluatedItems");
    private static final Set<String> SCHEMA_LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> SCHEMA_MAPS =
            Set.of("patternProperties", "$defs", "definitions", "dependentSchemas");

    private final SchemaSource source;
    private final List<DefaultCheck> defaults = new ArrayList<>();
    private final Set<List<String>> nestedSecrets = new HashSet<>();

    SchemaNodes(SchemaSource source) {
        this.source = source;
    }

    /** The default values met. */
    List<DefaultCheck> defaults() {
        return defaults;
    }

    /** Where secrets were met inside parameters, {@code *} for every item of a list. */
    Set<List<String>> nestedSecrets() {
        return nestedSecrets;
    }

    /** @param path names from the whole value down to this one */
    ObjectNode convert(JsonNode declared, String pointer, List<String> path) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        SchemaKeywords keywords = new SchemaKeywords(schema, source);
        if (!(declared instanceof ObjectNode object)) {
            source.bad(
                    pointer, "this must be a mapping that describes a value, and is " + YamlObject.describe(declared));
            return schema;
        }
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String place = YamlDocument.child(pointer, entry.getKey());
            if (!subschemas(entry, place, path, schema)) {
                keywords.copy(entry.getKey(), entry.getValue(), place);
            }
        }
        keywords.finish(pointer);
        if (object.path("secret").asBoolean() && path.size() > 1) {
            nestedSecrets.add(path);
        }
        if (schema.has("default")) {
            defaults.add(new DefaultCheck(YamlDocument.child(pointer, "default"), schema));
        }
        return schema;
    }

    /** Takes over a keyword that holds schemas; false where it is none of those. */
    private boolean subschemas(
            Map.Entry<String, JsonNode> entry, String pointer, List<String> path, ObjectNode schema) {
        String name = entry.getKey();
        JsonNode value = entry.getValue();
        if (value.isNull()) {
            return false;
        }
        if (name.equals("properties")) {
            properties(value, pointer, path, schema);
        } else if (name.equals("items") && value.isArray()) {
            schema.set("prefixItems", list(value, pointer, path));
        } else if (SCHEMAS.contains(name)) {
            schema.set(name, value.isBoolean() ? value : convert(value, pointer, inner(name, path)));
        } else if (SCHEMA_LISTS.contains(name)) {
            schema.set(name, list(value, pointer, path));
        } else if (SCHEMA_MAPS.contains(name)) {
            schema.set(name.equals("definitions") ? "$defs" : name, map(value, pointer, path));
        } else {
            return false;
        }
        return true;
    }

    private static List<String> inner(String keyword, List<String> path) {
        boolean deeper = keyword.equals("items") || keyword.equals("additionalProperties");
        return deeper ? append(path, "*") : path;
    }

    private void properties(JsonNode value, String pointer, List<String> path, ObjectNode schema) {
        if (value instanceof ObjectNode members) {
            members(members, pointer, path, schema);
        } else {
            source.bad(pointer, "'properties' must be a mapping, and is " + YamlObject.describe(value));
        }
    }

    /** Reads properties by name into {@code schema}, and into its list of required ones those that say so. */
    void members(ObjectNode members, String pointer, List<String> path, ObjectNode schema) {
        if (members.size() > MAX_PROPERTIES) {
            source.bad(pointer, "more than " + MAX_PROPERTIES + " properties");
            return;
        }
        ObjectNode properties = schema.putObject("properties");
        Set<String> required = new LinkedHashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            String name = member.getKey();
            String place = YamlDocument.child(pointer, name);
            JsonNode declared = member.getValue();
            if (name.length() > ParameterCheck.MAX_NAME_LENGTH) {
                source.badKey(place, "the name is longer than " + ParameterCheck.MAX_NAME_LENGTH + " characters");
            } else if (declared.isNull() || declared.isBoolean()) {
                // Nothing is said of the value, or nothing that would be more than 'any' or 'none'.
                properties.set(name, declared.isNull() ? properties.objectNode() : declared);
            } else {
                properties.set(name, convert(declared, place, append(path, name)));
            }
            if (declared.path("required").asBoolean()) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required.forEach(names::add);
        }
    }

    private ArrayNode list(JsonNode value, String pointer, List<String> path) {
        ArrayNode schemas = JsonNodeFactory.instance.arrayNode();
        if (!value.isArray() || value.isEmpty()) {
            source.bad(pointer, "this must be a list of schemas, and is " + YamlObject.describe(value));
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            String place = YamlDocument.child(pointer, i);
            schemas.add(value.get(i).isBoolean() ? value.get(i) : convert(value.get(i), place, path));
        }
        return schemas;
    }

    private ObjectNode map(JsonNode value, String pointer, List<String> path) {
        ObjectNode schemas = JsonNodeFactory.instance.objectNode();
        if (!value.isObject()) {
            source.bad(pointer, "this must be a mapping of schemas, and is " + YamlObject.describe(value));
        }
        boolean patterns = pointer.endsWith("/patternProperties");
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            String place = YamlDocument.child(pointer, entry.getKey());
            if (patterns) {
                SchemaKeywords.whyNoPattern(entry.getKey()).ifPresent(message -> source.badKey(place, message));
            }
            schemas.set(entry.getKey(), convert(entry.getValue(), place, path));
        }
        return schemas;
    }

    private static List<String> append(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
