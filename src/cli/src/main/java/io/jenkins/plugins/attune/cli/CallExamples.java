package io.jenkins.plugins.attune.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.schema.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Calls of an action that can be copied, with something in place of each required parameter. */
final class CallExamples {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:-]+");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final String ref;
    private final List<Property> plain = new ArrayList<>();
    private final List<Property> secret = new ArrayList<>();

    CallExamples(Action action) {
        ref = action.ref().toString();
        for (Property property : action.contract().parameters().properties()) {
            if (property.required() && property.defaultValue() == null && !property.immutable()) {
                (property.secret() ? secret : plain).add(property);
            }
        }
    }

    /** For a shell. */
    String shell() {
        StringBuilder call = new StringBuilder("attune run ").append(ref);
        for (Property property : plain) {
            JsonNode value = value(property);
            String text = value.isTextual() ? value.textValue() : value.toString();
            call.append(' ').append(property.name()).append('=').append(quoted(text));
        }
        for (Property property : secret) {
            String variable = property.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
            call.append(" --secret ").append(property.name()).append("=env:").append(variable);
        }
        return call.toString();
    }

    /** For a pipeline. */
    String pipeline() {
        StringBuilder call = new StringBuilder("attuneRun action: ").append(groovy(ref));
        if (!plain.isEmpty()) {
            call.append(", parameters: [").append(entries(plain)).append(']');
        }
        if (!secret.isEmpty()) {
            call.append(", credentials: [")
                    .append(secret.stream()
                            .map(property -> key(property) + ": " + groovy("id-of-" + property.name()))
                            .collect(Collectors.joining(", ")))
                    .append(']');
        }
        return call.toString();
    }

    private static String entries(List<Property> properties) {
        return properties.stream()
                .map(property -> key(property) + ": " + groovy(value(property)))
                .collect(Collectors.joining(", "));
    }

    private static JsonNode value(Property property) {
        if (!property.allowed().isEmpty()) {
            return property.allowed().get(0);
        }
        String type = property.type();
        if (type.startsWith("array")) {
            return JsonNodeFactory.instance.arrayNode();
        }
        return switch (type) {
            case "integer", "number" -> new IntNode(1);
            case "boolean" -> BooleanNode.TRUE;
            case "object" -> JsonNodeFactory.instance.objectNode();
            default -> new TextNode("...");
        };
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String key(Property property) {
        return IDENTIFIER.matcher(property.name()).matches() ? property.name() : groovy(property.name());
    }

    private static String groovy(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> groovy(value.textValue());
            case OBJECT -> "[:]";
            default -> value.toString();
        };
    }

    private static String groovy(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }
}
