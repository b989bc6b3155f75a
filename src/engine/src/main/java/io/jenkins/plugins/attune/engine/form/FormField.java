package io.jenkins.plugins.attune.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.attune.engine.schema.Property;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The field of one parameter that is not secret.
 *
 * @param text what stands in it at first
 * @param absent the text that stands for no value at all, so that the action's default applies
 */
public record FormField(Property declared, FieldKind kind, String text, String absent) {
    /** Longest default that is shown, in characters. */
    private static final int MAX_SHOWN = 200;

    /** One of the values to choose from. */
    public record Choice(String text, String label) {}

    public String name() {
        return declared.name();
    }

    public String help() {
        return declared.description();
    }

    /** Whether the action can't run without a value from here. */
    public boolean isRequired() {
        return declared.required() && declared.defaultValue() == null;
    }

    /** What applies where nothing is given; empty where nothing does. */
    public String fallback() {
        JsonNode value = declared.defaultValue();
        String shown = value == null ? "" : label(value);
        return shown.length() > MAX_SHOWN ? shown.substring(0, MAX_SHOWN) + "…" : shown;
    }

    /** None but for {@link FieldKind#CHOICE}. */
    public List<Choice> choices() {
        if (kind != FieldKind.CHOICE) {
            return List.of();
        }
        List<String> texts = FieldKind.choices(declared);
        return IntStream.range(0, texts.size())
                .mapToObj(i -> new Choice(
                        texts.get(i),
                        declared.allowed().isEmpty()
                                ? texts.get(i)
                                : label(declared.allowed().get(i))))
                .toList();
    }

    private static String label(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    /** The name only: what stands in it is nobody's business. */
    @Override
    public String toString() {
        return "FormField[" + name() + "]";
    }
}
