package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.YamlObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What does not fit in one call, collected so that it is told in one message. Not for several threads. */
final class Findings {
    /** Most findings told. */
    private static final int MAX_TOLD = 20;

    private final Action action;
    private final List<String> lines = new ArrayList<>();

    Findings(Action action) {
        this.action = action;
    }

    /** Adds one finding; the message must not hold the value of a secret. */
    void add(String name, String rule, String message) {
        lines.add("parameter '" + YamlObject.shown(name) + "' " + message + " [" + rule + "]");
    }

    void addOfAll(String rule, String message) {
        lines.add("the parameters as a whole: " + message + " [" + rule + "]");
    }

    /** Throws before anything is looked at more closely, where there is more than anyone means to give. */
    void requireBounds(ObjectNode given, Collection<String> secrets) throws InvalidParametersException {
        if (given.size() + secrets.size() > ParameterCheck.MAX_NAMES) {
            addOfAll("limit", "more than " + ParameterCheck.MAX_NAMES + " are given");
        }
        for (String name : secrets) {
            requireShort(name);
        }
        requireBounds(given, 1);
        throwIfAny();
    }

    private void requireBounds(JsonNode value, int depth) {
        if (depth > ParameterCheck.MAX_DEPTH) {
            addOfAll("limit", "mappings and lists are nested deeper than " + ParameterCheck.MAX_DEPTH);
            return;
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            requireShort(entry.getKey());
        }
        for (JsonNode inner : value) {
            if (inner.isContainerNode()) {
                requireBounds(inner, depth + 1);
            }
        }
    }

    private void requireShort(String name) {
        if (name.length() > ParameterCheck.MAX_NAME_LENGTH) {
            add(name, "limit", "has a name longer than " + ParameterCheck.MAX_NAME_LENGTH + " characters");
        }
    }

    void throwIfAny() throws InvalidParametersException {
        if (lines.isEmpty()) {
            return;
        }
        String told = lines.stream().limit(MAX_TOLD).collect(Collectors.joining("\n  "));
        int more = lines.size() - MAX_TOLD;
        throw new InvalidParametersException(
                "the action '" + action.ref() + "' can't be called like this:\n  " + told
                        + (more > 0 ? "\n  and " + more + " more" : ""),
                action.file(),
                declared());
    }

    @CheckForNull
    private String declared() {
        List<Property> properties = action.contract().parameters().properties();
        if (properties.isEmpty()) {
            return action.contract().parameters().isOpen() ? null : "The action takes no parameters.";
        }
        String shown =
                properties.stream().limit(MAX_TOLD).map(Findings::describe).collect(Collectors.joining(", "));
        return "It takes: " + shown + (properties.size() > MAX_TOLD ? ", …" : "") + ".";
    }

    private static String describe(Property property) {
        return property.name() + " (" + property.type()
                + (property.required() && property.defaultValue() == null ? ", required" : "")
                + (property.secret() ? ", secret" : "") + ")";
    }
}
