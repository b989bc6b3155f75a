package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.delivery.ParameterDelivery;
import io.jenkins.plugins.attune.engine.delivery.ParameterFormat;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.OutputFormat;
import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.YamlDocument;
import io.jenkins.plugins.attune.engine.pack.YamlReader;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import io.jenkins.plugins.attune.engine.schema.SchemaReader.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Schemas, and actions with them, written on the spot. */
public final class Declared {
    final List<Problem> problems = new ArrayList<>();

    ValueSchema schema(String yaml, Kind kind) {
        byte[] content = yaml.getBytes(StandardCharsets.UTF_8);
        YamlDocument document =
                YamlReader.read("a.yaml", content, problems::add).orElseThrow();
        return SchemaReader.read(document, "", kind, problems::add);
    }

    /** What is wrong, as {@code line:column rule}. */
    List<String> shown() {
        return problems.stream()
                .map(problem -> problem.line() + ":" + problem.column() + " " + problem.rule())
                .toList();
    }

    static ValueSchema parameters(String yaml) {
        Declared declared = new Declared();
        ValueSchema schema = declared.schema(yaml, Kind.PARAMETERS);
        if (!declared.problems.isEmpty()) {
            throw new IllegalArgumentException(declared.problems.toString());
        }
        return schema;
    }

    public static Action action(String parameters) {
        return action(parameters.isEmpty() ? ValueSchema.open() : parameters(parameters));
    }

    static Action action(ValueSchema parameters) {
        return new Action(
                ActionRef.parse("mine.act"),
                new Action.About("Act", "", List.of(), true),
                new Action.Program("shell", "act.sh", null, VersionRange.any(), Map.of()),
                new Action.Contract(
                        ParameterDelivery.STDIN,
                        ParameterFormat.JSON,
                        OutputFormat.TEXT,
                        parameters,
                        ValueSchema.open()),
                new Action.Limits(null, null, null),
                "actions/act.yaml");
    }

    static ObjectNode object(String json) {
        return (ObjectNode) json(json);
    }

    static JsonNode json(String json) {
        try {
            return new ObjectMapper().readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
