package io.jenkins.plugins.attune.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;

/**
 * Makes a value of the type that an action declares out of a text that has none.
 *
 * @param name as people read it, such as {@code integer}, {@code array of string} or {@code string or null}
 */
record DeclaredType(String name) {
    private static final String LIST_PREFIX = "array of ";

    /** The value, or nothing where the text can't be one. */
    Optional<JsonNode> read(String text) {
        List<String> allowed = allowed();
        if (allowed.contains("string") || allowed.contains("any")) {
            return Optional.of(new TextNode(text));
        }
        return JsonText.read(text).filter(value -> allowed.contains(typeOf(value)) || isNumber(allowed, value));
    }

    /** Whether a file for it holds JSON, and not text. */
    boolean isStructured() {
        List<String> allowed = allowed();
        return allowed.contains("array") || allowed.contains("object");
    }

    private List<String> allowed() {
        return name.startsWith(LIST_PREFIX) ? List.of("array") : List.of(name.split(" or "));
    }

    private static boolean isNumber(List<String> allowed, JsonNode value) {
        return value.isNumber()
                && (allowed.contains("number") || allowed.contains("integer") && value.canConvertToExactIntegral());
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case STRING -> "string";
            default -> "";
        };
    }
}
