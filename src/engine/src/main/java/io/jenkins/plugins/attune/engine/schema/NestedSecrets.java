package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the values inside parameters that their schema calls secret. */
final class NestedSecrets {
    private NestedSecrets() {}

    /**
     * The declared paths at which the value holds something.
     *
     * @param paths names from the whole value down, {@code *} for every item of a list or every field
     */
    static List<List<String>> find(Set<List<String>> paths, JsonNode value) {
        return paths.stream()
                .filter(path -> holds(value, path))
                .sorted((a, b) -> String.join("/", a).compareTo(String.join("/", b)))
                .toList();
    }

    private static boolean holds(JsonNode value, List<String> path) {
        List<JsonNode> reached = List.of(value);
        for (String name : path) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : reached) {
                if (!name.equals("*")) {
                    next.add(node.path(name));
                } else if (node.isArray()) {
                    node.forEach(next::add);
                } else {
                    node.properties().stream().map(Map.Entry::getValue).forEach(next::add);
                }
            }
            reached = next;
        }
        return reached.stream().anyMatch(node -> !node.isMissingNode() && !node.isNull());
    }
}
