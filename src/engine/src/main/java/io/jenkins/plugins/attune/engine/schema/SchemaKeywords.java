package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.pack.YamlDocument;
import io.jenkins.plugins.attune.engine.pack.YamlObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks the keywords of one schema that hold no schema themselves, and takes them over. */
final class SchemaKeywords {
    private static final Set<String> NUMBERS = Set.of("minimum", "maximum");
    private static final Set<String> COUNTS = Set.of(
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "minContains",
            "maxContains");
    private static final Set<String> FLAGS = Set.of("uniqueItems", "deprecated", "readOnly", "writeOnly");
    private static final Set<String> TEXTS = Set.of("title", "description");

    /** Said of a property in the flat shape, and no business of the validator. */
    private static final Set<String> OWN_FLAGS = Set.of("secret", "immutable");

    /** Those the validator can tell; others are comments. */
    private static final Set<String> FORMATS =
            Set.of("date", "date-time", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "uuid");

    private static final Map<String, String> PAIRS = Map.of(
            "minimum", "maximum",
            "minLength", "maxLength",
            "minItems", "maxItems",
            "minProperties", "maxProperties",
            "minContains", "maxContains");
    private static final String TYPE = "type";
    private static final String REQUIRED = "required";

    private final ObjectNode schema;
    private final SchemaSource source;

    /** @param schema what the keywords are put into */
    SchemaKeywords(ObjectNode schema, SchemaSource source) {
        this.schema = schema;
        this.source = source;
    }

    void copy(String name, JsonNode value, String pointer) {
        if (value.isNull() && !name.equals("const")) {
            return;
        }
        if (NUMBERS.contains(name)) {
            copyIf(value.isNumber(), "a number", new Keyword(name, value, pointer));
        } else if (name.equals("multipleOf")) {
            copyIf(value.isNumber() && value.doubleValue() > 0, "a number above 0", new Keyword(name, value, pointer));
        } else if (COUNTS.contains(name)) {
            boolean fits = value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 0;
            copyIf(fits, "a whole number, 0 or more", new Keyword(name, value, pointer));
        } else if (FLAGS.contains(name)) {
            copyIf(value.isBoolean(), "true or false", new Keyword(name, value, pointer));
        } else if (OWN_FLAGS.contains(name)) {
            require(value.isBoolean(), "true or false", new Keyword(name, value, pointer));
        } else if (TEXTS.contains(name)) {
            schema.put(name, value.asText());
        } else {
            copySpecial(new Keyword(name, value, pointer));
        }
    }

    private void copySpecial(Keyword keyword) {
        switch (keyword.name()) {
            case TYPE -> type(keyword);
            case REQUIRED -> required(keyword);
            case "enum" ->
                copyIf(
                        keyword.value().isArray() && !keyword.value().isEmpty(),
                        "a list of at least one value",
                        keyword);
            case "pattern" -> pattern(keyword);
            case "exclusiveMinimum", "exclusiveMaximum" ->
                copyIf(keyword.value().isNumber() || keyword.value().isBoolean(), "a number", keyword);
            case "format" -> {
                if (require(keyword.value().isTextual(), "a text", keyword)
                        && FORMATS.contains(keyword.value().textValue())) {
                    schema.set(keyword.name(), keyword.value());
                }
            }
            case "$ref" ->
                copyIf(
                        SchemaReferences.isLocal(keyword.value().asText()),
                        "a reference of the form '#/$defs/<name>'",
                        keyword);
            case "const", "default" -> schema.set(keyword.name(), keyword.value());
            default -> {
                // Comments, keywords of other platforms, and those that only say something of the flat shape.
            }
        }
    }

    private void pattern(Keyword keyword) {
        if (require(keyword.value().isTextual(), "a regular expression", keyword)) {
            Optional<String> why = whyNoPattern(keyword.value().textValue());
            why.ifPresent(message -> source.bad(keyword.pointer(), message));
            if (why.isEmpty()) {
                schema.set(keyword.name(), keyword.value());
            }
        }
    }

    private void type(Keyword keyword) {
        JsonNode value = keyword.value();
        if (value.isArray() && !value.isEmpty()) {
            boolean any = false;
            for (int i = 0; i < value.size(); i++) {
                any |= !isType(value.get(i), YamlDocument.child(keyword.pointer(), i))
                        || value.get(i).asText().equals(JsonTypes.ANY);
            }
            if (!any) {
                schema.set(TYPE, value);
            }
        } else if (isType(value, keyword.pointer()) && !value.asText().equals(JsonTypes.ANY)) {
            schema.set(TYPE, value);
        }
    }

    private boolean isType(JsonNode value, String pointer) {
        if (value.isTextual() && JsonTypes.KNOWN.contains(value.textValue())) {
            return true;
        }
        String given = value.isTextual() ? "'" + YamlObject.shown(value.textValue()) + "'" : YamlObject.describe(value);
        source.bad(
                pointer,
                "a type must be one of " + String.join(", ", JsonTypes.KNOWN) + ", and is " + given
                        + JsonTypes.hint(value.asText()));
        return false;
    }

    /** True or false is said of the property itself, and heard by the object that holds it. */
    private void required(Keyword keyword) {
        JsonNode value = keyword.value();
        if (value.isBoolean()) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        schema.path(REQUIRED).forEach(name -> names.add(name.asText()));
        boolean texts = value.isArray();
        for (JsonNode name : value) {
            texts &= name.isTextual();
            names.add(name.asText());
        }
        if (require(texts, "true or false, or a list of names", keyword)) {
            names.forEach(schema.putArray(REQUIRED)::add);
        }
    }

    /** Looks at keywords that depend on each other, once all of a schema are there. */
    void finish(String pointer) {
        for (String bound : List.of("Minimum", "Maximum")) {
            String old = bound.toLowerCase(Locale.ROOT);
            JsonNode exclusive = schema.path("exclusive" + bound);
            if (exclusive.isBoolean()) {
                // Draft 4 has a truth value here, and the number beside it.
                schema.remove("exclusive" + bound);
                if (exclusive.booleanValue() && schema.has(old)) {
                    schema.set("exclusive" + bound, schema.remove(old));
                }
            }
        }
        PAIRS.forEach((low, high) -> {
            if (schema.path(low).isNumber()
                    && schema.path(high).isNumber()
                    && schema.path(low)
                                    .decimalValue()
                                    .compareTo(schema.path(high).decimalValue())
                            > 0) {
                source.bad(
                        YamlDocument.child(pointer, high),
                        "'" + high + "' is less than '" + low + "', so that nothing fits");
            }
        });
    }

    /** Why the text is no regular expression; empty where it is one. */
    static Optional<String> whyNoPattern(String text) {
        try {
            Pattern.compile(text);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("not a regular expression: " + e.getDescription());
        }
    }

    private void copyIf(boolean fits, String expected, Keyword keyword) {
        if (require(fits, expected, keyword)) {
            schema.set(keyword.name(), keyword.value());
        }
    }

    private boolean require(boolean fits, String expected, Keyword keyword) {
        if (!fits) {
            String given = keyword.value().isValueNode() && !keyword.value().isTextual()
                    ? keyword.value().toString()
                    : YamlObject.describe(keyword.value());
            source.bad(keyword.pointer(), "'" + keyword.name() + "' must be " + expected + ", and is " + given);
        }
        return fits;
    }

    /** A keyword as it is declared. */
    private record Keyword(String name, JsonNode value, String pointer) {}
}
