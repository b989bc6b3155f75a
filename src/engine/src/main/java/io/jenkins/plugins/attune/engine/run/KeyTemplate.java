package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.Severity;
import io.jenkins.plugins.attune.engine.pack.YamlDocument;
import io.jenkins.plugins.attune.engine.pack.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The template of a key as people write it, in YAML or JSON; see {@link
 * io.jenkins.plugins.attune.engine.delivery.KeyDocument} for what it means.
 */
public final class KeyTemplate {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private KeyTemplate() {}

    /**
     * Reads it.
     *
     * @return plain values
     * @throws IllegalArgumentException whose message says what is wrong with it
     */
    public static Map<String, Object> parse(String text) {
        List<Problem> problems = new ArrayList<>();
        Optional<YamlDocument> document =
                YamlReader.read("template", text.getBytes(StandardCharsets.UTF_8), problems::add);
        String wrong = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(problem -> problem.place() + ": " + problem.message())
                .collect(Collectors.joining("\n"));
        JsonNode root = document.map(YamlDocument::root).orElse(null);
        if (!wrong.isEmpty() || root == null || !root.isObject() || root.isEmpty()) {
            throw new IllegalArgumentException(
                    wrong.isEmpty() ? "template: must be a mapping, like 'password: \"#password\"'" : wrong);
        }
        requireNoEmpty(root);
        return JSON.convertValue(root, OBJECT);
    }

    /** Without quotes, {@code #} begins a comment. */
    private static void requireNoEmpty(JsonNode node) {
        node.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                throw new IllegalArgumentException("template: '" + field.getKey()
                        + "' has no value; a part of the credential is written in quotes, like \"#password\"");
            }
        });
        node.forEach(KeyTemplate::requireNoEmpty);
    }

    /** The reverse of {@link #parse}. */
    public static String text(Map<String, Object> template) {
        try {
            return JSON.writeValueAsString(template);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
