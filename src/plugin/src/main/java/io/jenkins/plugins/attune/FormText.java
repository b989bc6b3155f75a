package io.jenkins.plugins.attune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Util;
import hudson.model.Descriptor.FormException;
import io.jenkins.plugins.attune.config.ByteSize;
import io.jenkins.plugins.attune.engine.execution.RunLimits;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;

/** The text that people write into forms, and what it means; whatever is wrong is an {@link IllegalArgumentException}. */
final class FormText {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter WRITER = new ObjectMapper(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .build())
            .writer();
    private static final TypeReference<LinkedHashMap<String, Object>> PARAMETERS = new TypeReference<>() {};

    private FormText() {}

    static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }

    /**
     * A text without empty lines around it; null where nothing is left. Where all of it is indented, as scripts write it, no
     * line is any more: the first one alone would make YAML of another meaning.
     */
    @CheckForNull
    static String unindented(@CheckForNull String text) {
        String ended = orEmpty(text).stripTrailing();
        boolean indented =
                ended.lines().filter(line -> !line.isBlank()).allMatch(line -> Character.isWhitespace(line.charAt(0)));
        return Util.fixEmptyAndTrim(indented ? ended.stripIndent() : ended);
    }

    /** Reads a YAML mapping. */
    static Map<String, Object> parameters(String yaml) {
        if (yaml.isBlank()) {
            return Map.of();
        }
        List<Problem> problems = new ArrayList<>();
        Optional<YamlDocument> document =
                YamlReader.read("parameters", yaml.getBytes(StandardCharsets.UTF_8), problems::add);
        String wrong = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(problem -> problem.place() + ": " + problem.message())
                .collect(Collectors.joining("\n"));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(wrong);
        }
        JsonNode root = document.orElseThrow(() -> new IllegalArgumentException("parameters: no YAML document"))
                .root();
        if (!root.isObject()) {
            throw new IllegalArgumentException("parameters: must be a mapping of names to values, like 'message: hi'");
        }
        return MAPPER.convertValue(root, PARAMETERS);
    }

    /** The reverse of {@link #parameters}. */
    static String ofParameters(Map<String, Object> parameters) {
        if (parameters.isEmpty()) {
            return "";
        }
        try {
            return WRITER.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Reads lines of {@code NAME=value}; empty ones and those that begin with {@code #} count for nothing. */
    static Map<String, String> variables(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("environment: line " + number + " is not of the form NAME=value");
            }
            variables.put(line.substring(0, equals).strip(), line.substring(equals + 1));
        }
        return variables;
    }

    /** The reverse of {@link #variables}. */
    static String ofVariables(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .collect(Collectors.joining("\n"));
    }

    static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number: " + text, e);
        }
    }

    @CheckForNull
    static Integer seconds(String text) {
        if (text.isBlank()) {
            return null;
        }
        long most = RunLimits.MAX_TIMEOUT.toSeconds();
        try {
            int seconds = Integer.parseInt(text.strip());
            if (seconds > 0 && seconds <= most) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("timeout: not a whole number of seconds: " + text, e);
        }
        throw new IllegalArgumentException("timeout: must be between 1 and " + most + " seconds");
    }

    /** A whole number, or nothing. */
    @CheckForNull
    static Integer optionalNumber(String text) {
        try {
            return text.isBlank() ? null : Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number: " + text, e);
        }
    }

    @CheckForNull
    static Long size(String text) {
        return text.isBlank() ? null : ByteSize.parse(text);
    }

    /** Puts the build's variables into every string; names stay as they are. */
    static Map<String, Object> expand(Map<String, Object> parameters, EnvVars variables) {
        Map<String, Object> expanded = new LinkedHashMap<>();
        parameters.forEach((name, value) -> expanded.put(name, expand(value, variables)));
        return expanded;
    }

    @CheckForNull
    private static Object expand(@CheckForNull Object value, EnvVars variables) {
        if (value instanceof String text) {
            return variables.expand(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> expanded = new LinkedHashMap<>();
            map.forEach((name, item) -> expanded.put(String.valueOf(name), expand(item, variables)));
            return expanded;
        }
        if (value instanceof List<?> items) {
            List<Object> expanded = new ArrayList<>();
            items.forEach(item -> expanded.add(expand(item, variables)));
            return expanded;
        }
        return value;
    }

    /** Reads a field of a submitted form, naming it where it is wrong. */
    @CheckForNull
    static <T> T field(String name, JSONObject form, Function<String, T> reader) throws FormException {
        try {
            return reader.apply(form.optString(name));
        } catch (IllegalArgumentException e) {
            throw new FormException(e, name);
        }
    }
}
