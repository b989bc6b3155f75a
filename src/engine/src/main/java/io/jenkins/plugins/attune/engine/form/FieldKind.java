package io.jenkins.plugins.attune.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.attune.engine.schema.Property;
import java.util.List;
import java.util.Optional;

/** How one value is filled in, and what the text of the field means. */
public enum FieldKind {
    TEXT {
        @Override
        JsonNode node(String text) {
            return new TextNode(text.replace("\r\n", "\n"));
        }

        @Override
        String text(JsonNode value) {
            return value.asText();
        }
    },
    /** What is no number stays a text, because it may hold a variable. */
    NUMBER {
        @Override
        JsonNode node(String text) {
            return JsonText.parse(text.strip()).filter(JsonNode::isNumber).orElseGet(() -> new TextNode(text.strip()));
        }

        @Override
        String text(JsonNode value) {
            return value.asText();
        }
    },
    /** Yes or no, where there is a default. */
    FLAG {
        @Override
        JsonNode node(String text) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }

        @Override
        String text(JsonNode value) {
            return value.asText();
        }
    },
    /** One of several values, each written as JSON. */
    CHOICE {
        @Override
        JsonNode node(String text) {
            return JsonText.parse(text).orElseGet(() -> new TextNode(text));
        }

        @Override
        String text(JsonNode value) {
            return value.toString();
        }
    },
    /** Objects, lists, and what may be anything: JSON, or YAML. */
    DATA {
        @Override
        JsonNode node(String text) {
            return JsonText.parse(text).orElseGet(() -> JsonText.yaml(text));
        }

        @Override
        String text(JsonNode value) {
            boolean plain = value.isTextual() && means(value.textValue(), value);
            return plain ? value.textValue() : JsonText.pretty(value);
        }

        /** A text is one where it is not the JSON of something else. */
        private boolean means(String text, JsonNode value) {
            try {
                return node(text).equals(value);
            } catch (IllegalArgumentException noYaml) {
                return false;
            }
        }
    };

    private static final List<String> BOTH = List.of("true", "false");

    /**
     * The value that a text stands for.
     *
     * @throws IllegalArgumentException where it can be none; the message tells why
     */
    abstract JsonNode node(String text);

    abstract String text(JsonNode value);

    /** The text for a value; empty where no text of such a field means it. */
    Optional<String> show(JsonNode value) {
        String text = text(value);
        try {
            return text.isEmpty() || !node(text).equals(value) ? Optional.empty() : Optional.of(text);
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /**
     * As {@link #node}, as a plain value.
     *
     * @throws IllegalArgumentException where it can be none; the message tells why
     */
    public Object read(String text) {
        return JsonText.plain(node(text));
    }

    static FieldKind of(Property property) {
        List<String> types = List.of(property.type().split(" or "));
        List<String> others =
                types.stream().filter(type -> !type.equals("null")).toList();
        String only = others.size() == 1 ? others.get(0) : "";
        if (!property.allowed().isEmpty()) {
            return CHOICE;
        } else if (only.equals("boolean")) {
            return property.defaultValue() != null && property.defaultValue().isBoolean() ? FLAG : CHOICE;
        } else if (only.equals("integer") || only.equals("number")) {
            return NUMBER;
        }
        return others.contains("string") ? TEXT : DATA;
    }

    /** The values to choose from, as the texts of the field. */
    static List<String> choices(Property property) {
        return property.allowed().isEmpty()
                ? BOTH
                : property.allowed().stream().map(JsonNode::toString).toList();
    }
}
