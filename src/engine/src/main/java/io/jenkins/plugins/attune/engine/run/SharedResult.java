package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a result that may go where anybody can read it, such as a file or an environment: without what the action
 * declares secret.
 *
 * @param result as {@link RunResult#toMap} gives it, the secrets of the run hidden
 */
public record SharedResult(Map<String, Object> result) {
    /** Key of the JSON pointers to what is declared secret in {@code output}; only there where something is. */
    public static final String SECRETS = "secretOutput";

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String OUTPUT = "output";
    private static final String EVERY = "*";

    public SharedResult {
        result = withoutSecrets(result);
    }

    /** The parsed output; null where there is none. */
    Object output() {
        return result.get(OUTPUT);
    }

    /** As JSON in lines, the last of which is ended. */
    public String json() {
        return json(result) + "\n";
    }

    private static String json(Map<String, Object> value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result holds what is no plain value", e);
        }
    }

    private static Map<String, Object> withoutSecrets(Map<String, Object> result) {
        Map<String, Object> shared = new LinkedHashMap<>(result);
        if (shared.remove(SECRETS) instanceof List<?> pointers && !pointers.isEmpty()) {
            Object output = shared.get(OUTPUT);
            for (Object pointer : pointers) {
                output = without(output, segments(String.valueOf(pointer)));
            }
            shared.put(OUTPUT, output);
            // The raw text holds all of it.
            shared.remove("stdout");
        }
        return Collections.unmodifiableMap(shared);
    }

    private static List<String> segments(String pointer) {
        return List.of(pointer.substring(1).split("/", -1)).stream()
                .map(segment -> segment.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static Object without(Object value, List<String> path) {
        String name = path.get(0);
        List<String> inside = path.subList(1, path.size());
        if (value instanceof List<?> items) {
            List<Object> kept = new ArrayList<>();
            if (name.equals(EVERY) && !inside.isEmpty()) {
                items.forEach(item -> kept.add(without(item, inside)));
            }
            return name.equals(EVERY) ? kept : value;
        }
        if (value instanceof Map<?, ?> fields) {
            Map<String, Object> kept = new LinkedHashMap<>();
            fields.forEach((key, field) -> {
                boolean meant = name.equals(EVERY) || name.equals(key);
                if (!meant) {
                    kept.put(String.valueOf(key), field);
                } else if (!inside.isEmpty()) {
                    kept.put(String.valueOf(key), without(field, inside));
                }
            });
            return kept;
        }
        return value;
    }

    /** Nothing of what is in it. */
    @Override
    public String toString() {
        return "SharedResult";
    }
}
