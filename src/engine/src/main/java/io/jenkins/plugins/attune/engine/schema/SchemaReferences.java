package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.pack.YamlDocument;
import io.jenkins.plugins.attune.engine.pack.YamlObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sees to it that references lead to a definition of the same schema, and not in a circle.
 *
 * <p>A circle in which no step goes down into the value would keep the validator busy for ever.
 */
final class SchemaReferences {
    private static final Pattern LOCAL = Pattern.compile("#/(?:\\$defs|definitions)/([A-Za-z0-9_.-]+)");
    private static final String REF = "$ref";
    private static final String DEFINITIONS = "$defs";

    /** Keywords whose schema is applied to the same value. */
    private static final List<String> IN_PLACE_SCHEMAS = List.of("not", "if", "then", "else");

    /** Keywords whose schemas are applied to the same value. */
    private static final List<String> IN_PLACE_COLLECTIONS = List.of("allOf", "anyOf", "oneOf", "dependentSchemas");

    private SchemaReferences() {}

    static boolean isLocal(String reference) {
        return LOCAL.matcher(reference).matches();
    }

    /** Rewrites references to where definitions are kept in 2020-12, and reports those that are no use. */
    static void check(ObjectNode schema, String pointer, SchemaSource source) {
        JsonNode definitions = schema.path(DEFINITIONS);
        resolve(schema, pointer, definitions, source);
        for (Map.Entry<String, JsonNode> definition : definitions.properties()) {
            if (leadsTo(definition.getKey(), definition.getValue(), definitions, new HashSet<>())) {
                source.bad(pointer, "the definition '" + YamlObject.shown(definition.getKey()) + "' refers to itself");
            }
        }
    }

    private static void resolve(JsonNode node, String pointer, JsonNode definitions, SchemaSource source) {
        JsonNode reference = node.path(REF);
        if (node instanceof ObjectNode object && reference.isTextual()) {
            Matcher matcher = LOCAL.matcher(reference.textValue());
            if (matcher.matches()) {
                object.put(REF, "#/" + DEFINITIONS + "/" + matcher.group(1));
                if (!definitions.has(matcher.group(1))) {
                    source.bad(
                            YamlDocument.child(pointer, REF),
                            "there is no definition '" + YamlObject.shown(matcher.group(1)) + "'");
                }
            }
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            boolean value = Set.of("default", "const", "enum").contains(entry.getKey());
            if (!value) {
                resolve(entry.getValue(), YamlDocument.child(pointer, entry.getKey()), definitions, source);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            resolve(node.get(i), YamlDocument.child(pointer, i), definitions, source);
        }
    }

    private static boolean leadsTo(String wanted, JsonNode schema, JsonNode definitions, Set<String> seen) {
        for (String name : referred(schema)) {
            boolean there =
                    name.equals(wanted) || seen.add(name) && leadsTo(wanted, definitions.path(name), definitions, seen);
            if (there) {
                return true;
            }
        }
        return false;
    }

    /** The definitions that a schema applies to the value it is itself applied to. */
    private static List<String> referred(JsonNode schema) {
        List<String> names = new ArrayList<>();
        Matcher matcher = LOCAL.matcher(schema.path(REF).asText());
        if (matcher.matches()) {
            names.add(matcher.group(1));
        }
        for (String keyword : IN_PLACE_SCHEMAS) {
            names.addAll(schema.has(keyword) ? referred(schema.path(keyword)) : List.of());
        }
        for (String keyword : IN_PLACE_COLLECTIONS) {
            schema.path(keyword).forEach(one -> names.addAll(referred(one)));
        }
        return names;
    }
}
