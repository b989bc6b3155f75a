package io.jenkins.plugins.attune.engine.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.schema.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Calls of an action that can be copied, with something in place of each required parameter. */
public final class CallExamples {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:-]+");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());

    private final String ref;
    private final Map<String, JsonNode> plain = new LinkedHashMap<>();
    private final List<String> secret = new ArrayList<>();

    public CallExamples(Action action) {
        ref = action.ref().toString();
        for (Property property : action.contract().parameters().properties()) {
            if (!property.required() || property.defaultValue() != null || property.immutable()) {
                continue;
            }
            if (property.secret()) {
                secret.add(property.name());
            } else {
                plain.put(property.name(), ExampleValue.of(action.contract().parameters(), property));
            }
        }
    }

    /** For a shell. */
    public String shell() {
        StringBuilder call = new StringBuilder("attune run ").append(ref);
        plain.forEach((name, value) -> {
            String text = value.isTextual() ? value.textValue() : value.toString();
            call.append(' ').append(name).append('=').append(quoted(text));
        });
        for (String name : secret) {
            String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
            call.append(" --secret ").append(name).append("=env:").append(variable);
        }
        return call.toString();
    }

    /** For a pipeline. */
    public String pipeline() {
        StringBuilder call = new StringBuilder("attuneRun action: ").append(groovy(ref));
        if (!plain.isEmpty()) {
            call.append(", parameters: [")
                    .append(plain.entrySet().stream()
                            .map(entry -> key(entry.getKey()) + ": " + groovy(entry.getValue()))
                            .collect(Collectors.joining(", ")))
                    .append(']');
        }
        if (!secret.isEmpty()) {
            call.append(", credentials: [")
                    .append(credentials().entrySet().stream()
                            .map(entry -> key(entry.getKey()) + ": " + groovy(entry.getValue()))
                            .collect(Collectors.joining(", ")))
                    .append(']');
        }
        return call.toString();
    }

    /** The parameters as the form of the build step takes them: a YAML mapping; empty where none is required. */
    public String yaml() {
        try {
            return plain.isEmpty() ? "" : YAML.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON can always be written as YAML", e);
        }
    }

    /** Required secrets, each with the id of a credential that whoever copies the call puts in its place. */
    public Map<String, String> credentials() {
        Map<String, String> ids = new LinkedHashMap<>();
        secret.forEach(name -> ids.put(name, "id-of-" + name));
        return ids;
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String key(String name) {
        return IDENTIFIER.matcher(name).matches() ? name : groovy(name);
    }

    private static String groovy(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> groovy(value.textValue());
            case OBJECT ->
                value.isEmpty()
                        ? "[:]"
                        : value.properties().stream()
                                .map(field -> key(field.getKey()) + ": " + groovy(field.getValue()))
                                .collect(Collectors.joining(", ", "[", "]"));
            case ARRAY ->
                StreamSupport.stream(value.spliterator(), false)
                        .map(CallExamples::groovy)
                        .collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }

    private static String groovy(String text) {
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + "'";
    }
}
