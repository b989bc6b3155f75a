package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Checks a secret against what is declared of it, without ever telling what it is.
 *
 * <p>A text is checked where it lies, in a buffer that is wiped afterwards; what is no text is checked as the base64 that
 * the action gets. Of any other type the bytes are JSON and
 * must be parsed; the copies that makes are garbage, and short-lived, but not wiped.
 */
final class SecretCheck {
    private static final JsonMapper JSON = StrictJson.mapper();

    private SecretCheck() {}

    static List<Violation> check(ValueSchema schema, String name, SecretValue secret) {
        JsonNode declared = schema.propertySchema(name);
        if (declared.isMissingNode()) {
            return List.of();
        }
        return schema.takesText(name) ? checkText(declared, secret) : checkJson(schema, declared, secret);
    }

    private static List<Violation> checkText(JsonNode declared, SecretValue secret) {
        List<String> broken;
        try {
            broken = secret.withCharacters(characters -> broken(declared, characters));
        } catch (CharacterCodingException binary) {
            try (SecretValue encoded = secret.base64()) {
                return checkText(declared, encoded);
            }
        }
        return broken.stream()
                .map(rule -> new Violation("", rule, ViolationMessages.message(rule, declared.path(rule), declared)))
                .toList();
    }

    /** The keywords that the characters break. */
    private static List<String> broken(JsonNode declared, CharBuffer characters) {
        int length = Character.codePointCount(characters, 0, characters.length());
        Map<String, Boolean> fits = new LinkedHashMap<>();
        fits.put("minLength", length >= declared.path("minLength").asInt(0));
        fits.put("maxLength", length <= declared.path("maxLength").asInt(Integer.MAX_VALUE));
        fits.put("pattern", fitsPattern(declared.path("pattern"), characters));
        fits.put("enum", !declared.has("enum") || isOneOf(declared.path("enum"), characters));
        fits.put("const", !declared.has("const") || isEqual(declared.path("const"), characters));
        List<String> broken = new ArrayList<>();
        fits.forEach((rule, good) -> {
            if (!good) {
                broken.add(rule);
            }
        });
        return broken;
    }

    private static boolean fitsPattern(JsonNode pattern, CharBuffer characters) {
        return !pattern.isTextual()
                || Pattern.compile(pattern.textValue()).matcher(characters).find();
    }

    private static boolean isOneOf(JsonNode allowed, CharBuffer characters) {
        boolean found = false;
        for (JsonNode value : allowed) {
            found |= isEqual(value, characters);
        }
        return found;
    }

    private static boolean isEqual(JsonNode value, CharBuffer characters) {
        return value.isTextual() && CharSequence.compare(value.textValue(), characters) == 0;
    }

    private static List<Violation> checkJson(ValueSchema schema, JsonNode declared, SecretValue secret) {
        JsonNode value = secret.withBytes(SecretCheck::parse);
        if (value.isMissingNode()) {
            return List.of(new Violation("", "type", "must be JSON: its type is " + JsonTypes.describe(declared)));
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode().put("$schema", ValueSchema.DIALECT);
        whole.setAll((ObjectNode) declared);
        if (schema.definitions().isObject()) {
            whole.set("$defs", schema.definitions());
        }
        return Validation.check(whole, value).stream()
                .map(violation -> violation.pointer().isEmpty()
                        ? withoutFields(violation)
                        : new Violation("", violation.rule(), "holds a value that breaks its schema"))
                .distinct()
                .toList();
    }

    /** Names of fields may be secret as well. */
    private static Violation withoutFields(Violation violation) {
        boolean names = violation.rule().endsWith("Properties");
        return names
                ? new Violation("", violation.rule(), "breaks the rule '" + violation.rule() + "' of its schema")
                : violation;
    }

    /** The value; a missing node where the bytes are no JSON. The parser's own message would quote them. */
    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode value = JSON.readTree(bytes);
            return value == null ? JsonNodeFactory.instance.missingNode() : value;
        } catch (IOException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
