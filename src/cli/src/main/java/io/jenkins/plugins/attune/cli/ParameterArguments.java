package io.jenkins.plugins.attune.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.schema.Property;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes parameters out of {@code name=value}, {@code name:=json} and {@code name@file}; no value is repeated. */
final class ParameterArguments {
    private static final DeclaredType UNDECLARED = new DeclaredType("any");

    private final InputFiles files;
    private final Action action;
    private final Map<String, Property> declared = new LinkedHashMap<>();

    ParameterArguments(InputFiles files, Action action) {
        this.files = files;
        this.action = action;
        action.contract().parameters().properties().forEach(property -> declared.put(property.name(), property));
    }

    /** Puts what the arguments give into the parameters, in place of what is there. */
    void addTo(ObjectNode parameters, List<Assignment> assignments)
            throws UsageException, InvalidParametersException, IOException {
        Set<String> seen = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (Assignment assignment : assignments) {
            String name = assignment.name();
            if (!seen.add(name)) {
                throw new UsageException("the parameter '" + name + "' is given twice", null);
            }
            Property property = declared.get(name);
            if (property != null && property.secret()) {
                throw secret(name);
            }
            Optional<JsonNode> value = read(assignment);
            if (value.isPresent()) {
                parameters.set(name, value.get());
            } else {
                wrong.add(expected(assignment));
            }
        }
        if (!wrong.isEmpty()) {
            throw new InvalidParametersException(
                    String.join("\n  ", wrong), null, "See 'attune show " + action.ref() + "'.");
        }
    }

    private Optional<JsonNode> read(Assignment assignment) throws UsageException, IOException {
        DeclaredType type = type(assignment);
        return switch (assignment.kind()) {
            case VALUE -> type.read(assignment.text());
            case JSON -> JsonText.read(assignment.text());
            case FILE -> {
                String text = files.readText(assignment.text(), "the parameter '" + assignment.name() + "'");
                yield type.read(type.isStructured() ? text : withoutNewline(type, text));
            }
        };
    }

    private DeclaredType type(Assignment assignment) {
        Property property = declared.get(assignment.name());
        return property == null ? UNDECLARED : new DeclaredType(property.type());
    }

    /** A string is taken as it is, final newline included: a file may be a script or a key. */
    private static String withoutNewline(DeclaredType type, String text) {
        return type.read("x").isPresent() ? text : text.strip();
    }

    private String expected(Assignment assignment) {
        String type = type(assignment).name();
        String what = "the parameter '" + assignment.name() + "' of " + action.ref();
        return switch (assignment.kind()) {
            case JSON -> what + " is given as JSON (:=), and what follows is not valid JSON";
            case FILE -> what + " has the type " + type + ", and " + assignment.text() + " holds none";
            case VALUE -> what + " has the type " + type + ", and what follows '=' is none" + hint(type);
        };
    }

    private static String hint(String type) {
        if (type.startsWith("array")) {
            return "; it is written as JSON: '[\"a\", \"b\"]'";
        }
        return switch (type) {
            case "object" -> "; it is written as JSON: '{\"key\": \"value\"}'";
            case "boolean" -> "; it is true or false";
            default -> "";
        };
    }

    private InvalidParametersException secret(String name) {
        return new InvalidParametersException(
                "the parameter '" + name + "' of " + action.ref()
                        + " is secret, and arguments can be read by everybody on this machine",
                null,
                "Give it as --secret " + name + "=env:VARIABLE, --secret " + name + "=file:PATH or --secret " + name
                        + "=prompt.");
    }
}
