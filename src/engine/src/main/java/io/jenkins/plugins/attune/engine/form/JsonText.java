package io.jenkins.plugins.attune.engine.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.Severity;
import io.jenkins.plugins.attune.engine.pack.YamlDocument;
import io.jenkins.plugins.attune.engine.pack.YamlReader;
import io.jenkins.plugins.attune.engine.schema.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values as people write them. */
final class JsonText {
    private static final JsonMapper MAPPER = StrictJson.mapper();
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter PRETTY = MAPPER.writer(new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withArrayIndenter(INDENTER)
            .withObjectIndenter(INDENTER));

    private JsonText() {}

    /** Empty where it is no JSON. */
    static Optional<JsonNode> parse(String text) {
        try {
            JsonNode value = MAPPER.readTree(text);
            return value.isMissingNode() ? Optional.empty() : Optional.of(value);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException that says where it is no YAML */
    static JsonNode yaml(String text) {
        List<Problem> problems = new ArrayList<>();
        Optional<YamlDocument> document =
                YamlReader.read("value", text.getBytes(StandardCharsets.UTF_8), problems::add);
        String wrong = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(problem -> "line " + problem.line() + ", column " + problem.column() + ": " + problem.message())
                .collect(Collectors.joining("\n"));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("neither JSON nor YAML: " + wrong);
        }
        return document.orElseThrow(() -> new IllegalArgumentException("holds no value"))
                .root();
    }

    static String pretty(JsonNode value) {
        try {
            return PRETTY.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static JsonNode node(Object plain) {
        return MAPPER.valueToTree(plain);
    }

    /** Lists, maps, texts, numbers and booleans of the JDK. */
    static Object plain(JsonNode value) {
        return MAPPER.convertValue(value, Object.class);
    }
}
