package io.jenkins.plugins.attune.engine.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pack's README shows as the value of its key: the names in the first example of an object behind the first mention
 * of a key.
 *
 * @param line of the example, counted from 1
 * @param fields names at its top
 */
public record KeyHint(int line, List<String> fields) {
    private static final Pattern MENTION = Pattern.compile("credential_key|Attune Key|attune key create");
    private static final Pattern FENCE = Pattern.compile("^ {0,3}```.*");
    private static final Pattern COMMAND = Pattern.compile("--value\\s+'(\\{.*?\\})'", Pattern.DOTALL);
    private static final JsonMapper JSON = new JsonMapper();

    private static final String README = "README.md";

    /** Larger is no README. */
    private static final long MAX_README_BYTES = 1 << 20;

    public KeyHint {
        fields = List.copyOf(fields);
    }

    /** What the README in a pack's directory shows. */
    public static Optional<KeyHint> ofPack(Path directory) throws IOException {
        Path readme = directory.resolve(README);
        return Files.isRegularFile(readme) && Files.size(readme) <= MAX_README_BYTES
                ? in(new String(Files.readAllBytes(readme), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** @param readme the whole text */
    public static Optional<KeyHint> in(String readme) {
        boolean mentioned = false;
        boolean inside = false;
        int begin = 0;
        StringBuilder block = new StringBuilder();
        List<String> lines = readme.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            mentioned |= MENTION.matcher(line).find();
            if (!FENCE.matcher(line).matches()) {
                block.append(inside ? line + "\n" : "");
                continue;
            }
            if (inside && mentioned) {
                List<String> fields = fields(block.toString());
                if (!fields.isEmpty()) {
                    return Optional.of(new KeyHint(begin, fields));
                }
            }
            inside = !inside;
            begin = i + 2;
            block.setLength(0);
        }
        return Optional.empty();
    }

    private static List<String> fields(String block) {
        Matcher command = COMMAND.matcher(block);
        String text = command.find() ? command.group(1) : block.strip();
        if (!text.startsWith("{")) {
            return List.of();
        }
        try {
            // Of several objects in a row the first is read.
            JsonNode example = JSON.reader().readTree(text);
            List<String> names = new ArrayList<>();
            example.fieldNames().forEachRemaining(names::add);
            return names;
        } catch (JsonProcessingException noJson) {
            return List.of();
        }
    }
}
