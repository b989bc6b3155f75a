package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Tells whether a pack's list of dependencies names any. */
final class DependencyFile {
    private static final JsonMapper MAPPER = new JsonMapper();

    private DependencyFile() {}

    static boolean asksForSomething(String name, String content) {
        if (name.endsWith(".json")) {
            try {
                JsonNode file = MAPPER.readTree(content);
                return !file.path("dependencies").isEmpty();
            } catch (JsonProcessingException e) {
                return true; // unreadable is not the same as empty; whoever installs it will say what is wrong
            }
        }
        return content.lines().map(String::strip).anyMatch(line -> !line.isEmpty() && !line.startsWith("#"));
    }
}
