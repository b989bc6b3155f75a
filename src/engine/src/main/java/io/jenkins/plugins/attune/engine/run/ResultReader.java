package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import io.jenkins.plugins.attune.engine.pack.OutputFormat;
import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.YamlDocument;
import io.jenkins.plugins.attune.engine.pack.YamlReader;
import io.jenkins.plugins.attune.engine.schema.ValueSchema;
import io.jenkins.plugins.attune.engine.schema.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the result out of standard output, in the format the action declares, and checks it against its schema. */
final class ResultReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** Violations of the schema that are told one by one. */
    private static final int MAX_TOLD = 5;

    /** What the parser quotes of it ends with the word, so that a secret could no longer be recognised and hidden. */
    private static final Pattern UNKNOWN_WORD = Pattern.compile("^(Unrecognized token) '[^']*'");

    private ResultReader() {}

    /** The result, and what is wrong with it; either may be missing. */
    record Read(@CheckForNull JsonNode output, List<String> warnings) {
        static Read nothing(String... warnings) {
            return new Read(null, List.of(warnings));
        }
    }

    static Read read(ResultSpec spec, RunOutcome.Captured stdout) {
        if (!stdout.complete()) {
            return Read.nothing("the result is not read: standard output has " + stdout.total()
                    + " bytes, more than the limit of a result");
        }
        String text = new String(stdout.head(), StandardCharsets.UTF_8);
        Read read =
                switch (spec.format()) {
                    case TEXT -> new Read(new TextNode(withoutNewline(text)), List.of());
                    case JSON -> json(text);
                    case YAML -> yaml(stdout.head(), text);
                    case JSONL -> lines(text);
                };
        ValueSchema schema = spec.valueSchema();
        return schema.isOpen() || spec.format() == OutputFormat.TEXT ? read : check(schema, read);
    }

    private static Read check(ValueSchema schema, Read read) {
        List<String> warnings = new ArrayList<>(read.warnings());
        if (read.output() == null) {
            if (warnings.isEmpty()) {
                warnings.add("the action declares a result and wrote none");
            }
        } else {
            List<Violation> violations = schema.check(read.output());
            violations.stream()
                    .limit(MAX_TOLD)
                    .map(violation -> "the result breaks its schema at "
                            + (violation.pointer().isEmpty() ? "/" : violation.pointer()) + ": "
                            + violation.message())
                    .forEach(warnings::add);
            if (violations.size() > MAX_TOLD) {
                warnings.add("the result breaks its schema in " + (violations.size() - MAX_TOLD) + " more places");
            }
        }
        return new Read(read.output(), warnings);
    }

    private static Read json(String text) {
        if (text.isBlank()) {
            return Read.nothing();
        }
        try {
            return new Read(MAPPER.readTree(text), List.of());
        } catch (JsonProcessingException whole) {
            try {
                // Many actions log to standard output before they print their result.
                return new Read(MAPPER.readTree(lastLine(text)), List.of());
            } catch (JsonProcessingException line) {
                return Read.nothing("the result is not valid JSON: " + why(whole));
            }
        }
    }

    private static Read yaml(byte[] bytes, String text) {
        if (text.isBlank()) {
            return Read.nothing();
        }
        List<Problem> problems = new ArrayList<>();
        Optional<YamlDocument> document = YamlReader.read("line", bytes, problems::add);
        if (document.isEmpty()) {
            return Read.nothing("the result is not valid YAML: "
                    + problems.stream()
                            .findFirst()
                            .map(problem -> problem.place() + ": " + problem.message())
                            .orElse("unreadable"));
        }
        return new Read(document.get().root(), List.of());
    }

    private static Read lines(String text) {
        ArrayNode list = MAPPER.createArrayNode();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                try {
                    list.add(MAPPER.readTree(line));
                } catch (JsonProcessingException e) {
                    return Read.nothing("line " + number + " of the result is not valid JSON: " + why(e));
                }
            }
        }
        return new Read(list, List.of());
    }

    private static String lastLine(String text) {
        String stripped = text.stripTrailing();
        return stripped.substring(stripped.lastIndexOf('\n') + 1);
    }

    private static String withoutNewline(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static String why(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        return UNKNOWN_WORD.matcher(e.getOriginalMessage()).replaceFirst("$1") + where;
    }
}
