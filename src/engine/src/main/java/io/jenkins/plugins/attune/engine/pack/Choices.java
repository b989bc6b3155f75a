package io.jenkins.plugins.attune.engine.pack;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads a field that holds one of few words. */
final class Choices {
    private Choices() {}

    /** The constant the field names, or the fallback where it is absent or, which is reported, names none. */
    static <E extends Enum<E>> E read(YamlObject fields, String name, String rule, E fallback) {
        if (!fields.has(name)) {
            return fallback;
        }
        E[] constants = fallback.getDeclaringClass().getEnumConstants();
        String given = fields.get(name).isTextual() ? fields.get(name).textValue() : "";
        for (E constant : constants) {
            if (word(constant).equals(given)) {
                return constant;
            }
        }
        String words = Arrays.stream(constants).map(Choices::word).collect(Collectors.joining(", "));
        String shown = given.isEmpty() ? YamlObject.describe(fields.get(name)) : "'" + YamlObject.shown(given) + "'";
        fields.error(name, rule, "'" + name + "' must be one of " + words + ", and is " + shown);
        return fallback;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
