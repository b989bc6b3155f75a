package io.jenkins.plugins.attune.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.YamlDocument;
import io.jenkins.plugins.attune.engine.pack.YamlLimits;
import io.jenkins.plugins.attune.engine.pack.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the parameters of {@code --params}: a mapping in YAML, of which JSON is a part. */
final class ParameterFile {
    private static final String STANDARD_INPUT = "-";

    private final InputFiles files;

    ParameterFile(InputFiles files) {
        this.files = files;
    }

    /** @param name of a file, or {@code -} for standard input */
    ObjectNode read(String name) throws AttuneException, IOException {
        boolean standardInput = STANDARD_INPUT.equals(name);
        String shown = standardInput ? "standard input" : name;
        byte[] content = standardInput ? files.readStandardInput("--params") : files.read(name, "--params");
        // The usual case for a program's output, and many times faster to read.
        if (content.length > 0 && content[0] == '{') {
            Optional<JsonNode> json = JsonText.read(new String(content, StandardCharsets.UTF_8));
            if (json.isPresent()) {
                return object(json.get(), shown);
            }
        }
        List<Problem> problems = new ArrayList<>();
        Optional<YamlDocument> document = YamlReader.read(shown, content, YamlLimits.PARAMETERS, problems::add);
        if (!problems.isEmpty() || document.isEmpty()) {
            Problem first = problems.get(0);
            throw new InvalidParametersException("--params: " + first.message(), first.place(), null);
        }
        return object(document.get().root(), shown);
    }

    private static ObjectNode object(JsonNode value, String shown) throws InvalidParametersException {
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidParametersException(
                "--params expects a mapping of names to values", shown, "Like this: {\"message\": \"hello\"}");
    }
}
