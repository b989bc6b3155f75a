package io.jenkins.plugins.attune.engine.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Writes parameters as {@code key='value'} lines, sorted by key: nested objects become dotted keys, empty objects vanish,
 * arrays are compact JSON, null is empty.
 */
final class DotenvDocument {
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private DotenvDocument() {}

    static void write(Parameters parameters, SensitiveOutput out)
            throws InvalidParametersException, CharacterCodingException {
        SortedMap<String, Object> lines = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : parameters.sorted().entrySet()) {
            String name = entry.getKey();
            if (entry.getValue() != null) {
                flatten(name, entry.getValue(), lines);
            } else if (parameters.structured().contains(name)) {
                flatten(name, Json.parse(parameters.secrets().get(name)), lines);
            } else {
                put(name, parameters.secrets().get(name), lines);
            }
        }
        boolean first = true;
        for (Map.Entry<String, Object> line : lines.entrySet()) {
            if (!first) {
                out.write('\n');
            }
            first = false;
            out.print(line.getKey());
            out.write('=');
            if (line.getValue() instanceof SecretValue secret) {
                secret.withCharacters(text -> {
                    Text.shell(text, out);
                    return null;
                });
            } else {
                Text.shell((String) line.getValue(), out);
            }
        }
    }

    private static void flatten(String key, JsonNode value, SortedMap<String, Object> lines)
            throws InvalidParametersException {
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                flatten(key + "." + field.getKey(), field.getValue(), lines);
            }
        } else {
            put(key, value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString(), lines);
        }
    }

    private static void put(String key, Object value, SortedMap<String, Object> lines)
            throws InvalidParametersException {
        if (!KEY.matcher(key).matches()) {
            throw new InvalidParametersException(
                    "the parameter name '" + shown(key) + "' cannot be written as dotenv",
                    null,
                    "Use letters, digits, _, . and - only, beginning with a letter or _.");
        }
        if (lines.put(key, value) != null) {
            throw new InvalidParametersException(
                    "two parameters are both written as '" + key + "' in dotenv", null, "Rename one of them.");
        }
    }

    /** A name made to break out of its line is not repeated as it is. */
    private static String shown(String key) {
        String safe = key.replaceAll("[^ -~]", "?");
        return safe.length() > 80 ? safe.substring(0, 80) + "…" : safe;
    }
}
