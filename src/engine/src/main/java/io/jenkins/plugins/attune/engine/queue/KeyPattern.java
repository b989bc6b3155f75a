package io.jenkins.plugins.attune.engine.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import java.io.Serializable;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key that is made of values of a run: {@code deploy-${parameters.env}}, {@code ${pack}}.
 *
 * <p>Keys are saved and shown, so no secret gets into one. What can't be filled in is an error: a run that should have
 * waited must not slip by.
 *
 * @param text with {@code ${action}}, {@code ${pack}} and {@code ${parameters.<name>}} in it, or none of them
 */
public record KeyPattern(String text) implements Serializable {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^{}]*)}");

    /** One queue for each action. */
    public static final KeyPattern ACTION = new KeyPattern("${action}");

    /** One queue for each pack. */
    public static final KeyPattern PACK = new KeyPattern("${pack}");

    private static final int MAX_LENGTH = 500;
    private static final String PARAMETERS = "parameters.";

    /** @throws IllegalArgumentException where it is too long, or something else than the above stands in braces */
    public KeyPattern {
        Bounds.check("length of a key", text.length(), 1, MAX_LENGTH);
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            boolean known = name.equals("action")
                    || name.equals("pack")
                    || name.startsWith(PARAMETERS) && name.length() > PARAMETERS.length();
            if (!known) {
                throw new IllegalArgumentException(
                        "a key takes ${action}, ${pack} and ${parameters.<name>}, and not ${" + name + "}");
            }
        }
        if (matcher.replaceAll("").contains("${")) {
            throw new IllegalArgumentException("a '${' of the key '" + text + "' has no end");
        }
    }

    /**
     * What a key may be made of.
     *
     * @param parameters the plain ones, with the defaults filled in
     * @param secrets names of the parameters that are secret, by their declaration or because they came as a secret
     */
    public record Values(String action, String pack, ObjectNode parameters, Set<String> secrets) {
        /** Where there is no action. */
        public static final Values NONE = new Values("", "", JsonNodeFactory.instance.objectNode(), Set.of());

        public Values {
            Objects.requireNonNull(action);
            Objects.requireNonNull(pack);
            parameters = parameters.deepCopy();
            secrets = Set.copyOf(secrets);
        }

        /** Parameters may hold what is nobody's business. */
        @Override
        public String toString() {
            return "Values[" + action + "]";
        }
    }

    /**
     * The key for one run.
     *
     * @throws InvalidQueueKeyException where a parameter is missing, secret, no plain text, number or truth value, or
     *     where the key is none
     */
    public String resolve(Values values) throws InvalidQueueKeyException {
        StringBuilder key = new StringBuilder();
        Matcher matcher = PLACE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            key.append(text, end, matcher.start()).append(value(matcher.group(1), values));
            end = matcher.end();
        }
        return QueueKeys.check(key.append(text, end, text.length()).toString());
    }

    private String value(String name, Values values) throws InvalidQueueKeyException {
        return switch (name) {
            case "action" -> values.action();
            case "pack" -> values.pack();
            default -> parameter(name.substring(PARAMETERS.length()), values);
        };
    }

    private String parameter(String name, Values values) throws InvalidQueueKeyException {
        if (values.secrets().contains(name)) {
            throw new InvalidQueueKeyException(
                    "the key '" + text + "' takes the parameter '" + name + "', which is secret",
                    "Keys are saved and shown: make the key of a parameter that is not secret.");
        }
        JsonNode value = values.parameters().path(name);
        if (!value.isValueNode() || value.isNull()) {
            throw new InvalidQueueKeyException(
                    "the key '" + text + "' takes the parameter '" + name + "', which "
                            + (value.isContainerNode() ? "is not a plain value" : "has no value"),
                    "Give the parameter a text, a number or a truth value, or change the key.");
        }
        return value.asText();
    }

    @Override
    public String toString() {
        return text;
    }
}
