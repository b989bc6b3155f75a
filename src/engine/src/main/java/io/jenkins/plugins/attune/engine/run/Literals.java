package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.schema.ValueSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Secrets that came as plain values, where an administrator allows that; none where they are refused.
 *
 * @param values by parameter
 * @param structured names of those whose bytes are JSON
 * @param parts every text and number in them, which is what an action would print
 */
record Literals(SortedMap<String, SecretValue> values, Set<String> structured, List<SecretValue> parts) {
    Literals {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        structured = Set.copyOf(structured);
        parts = List.copyOf(parts);
    }

    /** Takes them out of the parameters that were given; defaults are the author's, and no secrets. */
    static Literals takeFrom(ObjectNode plain, ObjectNode given, ValueSchema schema) {
        SortedMap<String, SecretValue> values = new TreeMap<>();
        Set<String> structured = new TreeSet<>();
        List<SecretValue> parts = new ArrayList<>();
        for (String name : schema.secretNames()) {
            if (given.hasNonNull(name) && plain.hasNonNull(name)) {
                JsonNode literal = plain.remove(name);
                values.put(name, SecretValue.taking(RunParameters.content(literal)));
                if (!literal.isTextual()) {
                    structured.add(name);
                }
                addParts(literal, parts);
            }
        }
        return new Literals(values, structured, parts);
    }

    private static void addParts(JsonNode value, List<SecretValue> parts) {
        value.forEach(inner -> addParts(inner, parts));
        if (value.isTextual() || value.isNumber()) {
            parts.add(SecretValue.taking(RunParameters.content(value)));
        }
    }

    /** The names. */
    @Override
    public String toString() {
        return "Literals" + values.keySet();
    }
}
