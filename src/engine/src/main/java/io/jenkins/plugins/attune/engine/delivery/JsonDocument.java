package io.jenkins.plugins.attune.engine.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writes parameters as JSON on one line, and as YAML, which are the same but for three things: YAML gets one line for
 * each parameter, a space after each colon, and numbers in the notation that YAML 1.1 readers take for numbers, too.
 */
final class JsonDocument {
    /** A YAML key longer than this needs a question mark before it (YAML 1.2.2, section 7.4.2). */
    private static final int MAX_IMPLICIT_KEY = 1000;

    private final Parameters parameters;
    private final SensitiveOutput out;
    private final boolean yaml;
    private final Consumer<String> texts;

    private JsonDocument(Parameters parameters, SensitiveOutput out, boolean yaml) {
        this(parameters, out, yaml, text -> Text.json(text, out));
    }

    private JsonDocument(Parameters parameters, SensitiveOutput out, boolean yaml, Consumer<String> texts) {
        this.parameters = parameters;
        this.out = out;
        this.yaml = yaml;
        this.texts = texts;
    }

    /** One value as JSON, the texts in it written by the caller. */
    static void json(JsonNode node, SensitiveOutput out, Consumer<String> texts) {
        Parameters none = new Parameters(JsonNodeFactory.instance.objectNode(), new TreeMap<>(), Set.of());
        new JsonDocument(none, out, false, texts).value(node);
    }

    /** One value as JSON. */
    static void json(JsonNode node, SensitiveOutput out) {
        json(node, out, text -> Text.json(text, out));
    }

    static void writeJson(Parameters parameters, SensitiveOutput out) throws CharacterCodingException {
        new JsonDocument(parameters, out, false).write();
    }

    static void writeYaml(Parameters parameters, SensitiveOutput out) throws CharacterCodingException {
        new JsonDocument(parameters, out, true).write();
    }

    private void write() throws CharacterCodingException {
        Map<String, JsonNode> all = parameters.sorted();
        boolean lines = yaml && !all.isEmpty();
        if (!lines) {
            out.write('{');
        }
        boolean first = true;
        for (Map.Entry<String, JsonNode> entry : all.entrySet()) {
            if (!first) {
                out.print(lines ? "\n" : ",");
            }
            first = false;
            key(entry.getKey(), lines ? "\n: " : ": ");
            if (entry.getValue() == null) {
                secret(entry.getKey());
            } else {
                value(entry.getValue());
            }
        }
        if (!lines) {
            out.write('}');
        }
    }

    private void secret(String name) throws CharacterCodingException {
        if (parameters.structured().contains(name)) {
            value(Json.parse(parameters.secrets().get(name)));
        } else {
            parameters.secrets().get(name).withCharacters(text -> {
                Text.json(text, out);
                return null;
            });
        }
    }

    private void value(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> array(node);
            case STRING -> texts.accept(node.textValue());
            case NUMBER -> out.print(number(node));
            case BOOLEAN -> out.print(node.booleanValue() ? "true" : "false");
            default -> out.print("null");
        }
    }

    private void object(JsonNode node) {
        out.write('{');
        boolean first = true;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!first) {
                out.write(',');
            }
            first = false;
            key(field.getKey(), " : ");
            value(field.getValue());
        }
        out.write('}');
    }

    private void array(JsonNode node) {
        out.write('[');
        for (Iterator<JsonNode> items = node.elements(); items.hasNext(); ) {
            value(items.next());
            if (items.hasNext()) {
                out.write(',');
            }
        }
        out.write(']');
    }

    private void key(String name, String afterLongKey) {
        boolean explicit = yaml && name.length() * 6 > MAX_IMPLICIT_KEY;
        if (explicit) {
            out.print("? ");
        }
        Text.json(name, out);
        out.print(explicit ? afterLongKey : yaml ? ": " : ":");
    }

    private String number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.bigIntegerValue().toString();
        }
        String text = node.decimalValue().toString();
        int exponent = text.indexOf('E');
        if (!yaml && exponent >= 0) {
            return text;
        }
        // A number that was no integer stays none. YAML 1.1 wants a point even before E, and behind it a sign
        // (yaml.org/type/float.html), which BigDecimal writes itself.
        String mantissa = exponent < 0 ? text : text.substring(0, exponent);
        String rest = exponent < 0 ? "" : text.substring(exponent);
        return (mantissa.indexOf('.') < 0 ? mantissa + ".0" : mantissa) + rest;
    }
}
