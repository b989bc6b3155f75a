package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A result as variables for what comes after the run, within bounds that every system's environments can hold.
 *
 * @param variables by name
 * @param leftOut names of those that are too large, or too many
 */
public record ResultVariables(Map<String, String> variables, List<String> leftOut) {
    /** Most variables of one result. */
    static final int MAX_VARIABLES = 100;

    /** Longest value, in bytes of UTF-8. */
    static final int MAX_VALUE_BYTES = 8 << 10;

    /** All values together, in bytes of UTF-8. */
    static final int MAX_BYTES = 64 << 10;

    /** Objects within each other whose fields become variables. */
    private static final int MAX_DEPTH = 4;

    private static final Pattern PREFIX = Pattern.compile("[A-Z][A-Z0-9_]{0,49}");
    private static final JsonMapper MAPPER = new JsonMapper();

    public ResultVariables {
        variables = Collections.unmodifiableMap(new TreeMap<>(variables));
        leftOut = List.copyOf(leftOut);
    }

    /** @throws IllegalArgumentException where names can't begin like this */
    public static String checkedPrefix(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "variables of a result begin with a capital letter, followed by capital letters, digits and _, 50 at"
                            + " most: " + prefix);
        }
        return prefix;
    }

    /** {@code PREFIX_STATUS}, {@code PREFIX_EXIT_CODE}, {@code PREFIX_OUTPUT}, and one for each field of the output. */
    public static ResultVariables of(String prefix, SharedResult result) {
        Collector found = new Collector();
        String begin = checkedPrefix(prefix);
        found.add(begin + "_STATUS", result.result().get("status"));
        found.add(begin + "_EXIT_CODE", result.result().get("exitCode"));
        found.add(begin + "_OUTPUT", result.output());
        found.addFields(begin + "_OUTPUT", result.output(), MAX_DEPTH);
        return new ResultVariables(found.variables, found.leftOut);
    }

    /** One result on its way. */
    private static final class Collector {
        private final Map<String, String> variables = new TreeMap<>();
        private final List<String> leftOut = new ArrayList<>();
        private int bytes;

        void addFields(String name, Object value, int depth) {
            if (depth > 0 && value instanceof Map<?, ?> fields) {
                fields.forEach((key, field) -> {
                    String inner = name + "_" + plain(String.valueOf(key));
                    if (!(field instanceof Map)) {
                        add(inner, field);
                    }
                    addFields(inner, field, depth - 1);
                });
            }
        }

        private static String plain(String key) {
            return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
        }

        /** What comes first under a name stays. */
        void add(String name, Object value) {
            if (value == null || variables.containsKey(name)) {
                return;
            }
            String text = text(value);
            int size = text.getBytes(StandardCharsets.UTF_8).length;
            boolean fits = size <= MAX_VALUE_BYTES
                    && bytes + size <= MAX_BYTES
                    && variables.size() < MAX_VARIABLES
                    && text.indexOf('\0') < 0;
            if (fits) {
                variables.put(name, text);
                bytes += size;
            } else if (leftOut.size() < MAX_VARIABLES) {
                leftOut.add(name);
            }
        }

        private static String text(Object value) {
            try {
                return value instanceof Map || value instanceof List
                        ? MAPPER.writeValueAsString(value)
                        : value.toString();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a result holds what is no plain value", e);
            }
        }
    }

    /** Names only. */
    @Override
    public String toString() {
        return "ResultVariables" + variables.keySet();
    }
}
