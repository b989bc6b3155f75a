package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import io.jenkins.plugins.attune.engine.pack.YamlObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what a value breaks, in words of our own: those of the validator may hold the value, which may be a secret.
 *
 * <p>What is shown comes from the schema, and of the value only its type.
 */
final class ViolationMessages {
    /** Most allowed values listed. */
    private static final int MAX_ALLOWED = 20;

    /** Longest text shown of one allowed value, in characters. */
    private static final int MAX_LENGTH = 80;

    /** What one alternative lacks misleads whoever meant another. */
    private static final Pattern ALTERNATIVES = Pattern.compile("/(anyOf|oneOf)/[0-9]+(?:/|$)");

    private ViolationMessages() {}

    static Violation of(Error error) {
        String keyword = error.getKeyword() == null ? "schema" : error.getKeyword();
        String pointer = error.getInstanceLocation().toString();
        JsonNode limit = error.getSchemaNode();
        JsonNode value = error.getInstanceNode();
        Matcher alternatives = ALTERNATIVES.matcher(error.getEvaluationPath().toString());
        if (alternatives.find()) {
            return new Violation(pointer, alternatives.group(1), "fits none of the alternatives of its schema");
        }
        if (error.getProperty() != null) {
            String field = "'" + YamlObject.shown(error.getProperty()) + "'";
            switch (keyword) {
                case "required":
                    return new Violation(pointer, keyword, "lacks the field " + field);
                case "additionalProperties", "unevaluatedProperties":
                    return new Violation(pointer, keyword, "has the field " + field + ", which is not declared");
                default:
                    break;
            }
        }
        return new Violation(pointer, keyword, message(keyword, limit, value));
    }

    /** One sentence without a subject, such as {@code must be at least 1}. */
    static String message(String keyword, JsonNode limit, JsonNode value) {
        String shown = shown(limit);
        return switch (keyword) {
            case "type" -> "must be " + types(limit) + ", and is " + article(JsonTypes.ofValue(value));
            case "enum" -> "must be one of " + allowed(limit);
            case "const" -> "must be " + shown;
            case "minimum" -> "must be at least " + shown;
            case "maximum" -> "must be at most " + shown;
            case "exclusiveMinimum" -> "must be above " + shown;
            case "exclusiveMaximum" -> "must be below " + shown;
            case "multipleOf" -> "must be a multiple of " + shown;
            case "minLength" -> "must have at least " + shown + " characters";
            case "maxLength" -> "must have at most " + shown + " characters";
            case "pattern" -> "must match " + shown;
            case "format" -> "must be written as " + shown + " prescribes";
            case "minItems" -> "must have at least " + shown + " items";
            case "maxItems" -> "must have at most " + shown + " items";
            case "uniqueItems" -> "must not hold the same item twice";
            case "contains", "minContains", "maxContains" -> "does not hold the items it must";
            case "minProperties" -> "must have at least " + shown + " fields";
            case "maxProperties" -> "must have at most " + shown + " fields";
            case "additionalProperties", "unevaluatedProperties" -> "has a field that is not declared";
            case "required" -> "lacks a required field";
            default -> "breaks the rule '" + keyword + "' of its schema";
        };
    }

    private static String types(JsonNode limit) {
        if (limit == null) {
            return "of another type";
        }
        List<String> types = new ArrayList<>();
        if (limit.isTextual()) {
            types.add(article(limit.textValue()));
        }
        limit.forEach(type -> types.add(article(type.asText())));
        return String.join(" or ", types);
    }

    static String article(String type) {
        return switch (type) {
            case "null" -> "null";
            case "integer", "array", "object" -> "an " + type;
            default -> "a " + type;
        };
    }

    private static String allowed(JsonNode limit) {
        List<String> values = new ArrayList<>();
        for (JsonNode value : limit) {
            if (values.size() == MAX_ALLOWED) {
                values.add("… (" + limit.size() + " in all)");
                break;
            }
            values.add(shown(value));
        }
        return String.join(", ", values);
    }

    private static String shown(JsonNode node) {
        String text = node == null ? "" : node.isTextual() ? "'" + node.textValue() + "'" : node.toString();
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
