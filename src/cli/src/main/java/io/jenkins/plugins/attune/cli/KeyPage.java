package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.KeyHint;
import io.jenkins.plugins.attune.engine.pack.KeyNeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys that an action expects, as far as its declaration and the README of its pack tell.
 *
 * @param hint what the README shows; null where it shows nothing
 */
record KeyPage(List<KeyNeed> needs, @CheckForNull KeyHint hint) {
    private static final String README = "README.md";

    /** Of a pack in a directory; one that is built in expects no keys. */
    static KeyPage of(List<KeyNeed> needs, String location) throws IOException {
        return new KeyPage(needs, needs.isEmpty() ? null : hint(location));
    }

    @CheckForNull
    static KeyHint hint(String location) throws IOException {
        return KeyHint.ofPack(Path.of(location)).orElse(null);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (KeyNeed need : needs) {
            String reference = need.reference() == null ? "REFERENCE" : need.reference();
            String named = need.reference() == null ? "the key it names" : need.reference();
            lines.add(
                    need.written()
                            ? need.parameter() + "  writes " + named + ": --write-key " + reference + "=file:PATH"
                            : need.parameter() + "  asks for " + named + ": --key " + reference + "=file:PATH");
            if (!need.written() && hint != null) {
                lines.add(
                        "    with " + String.join(", ", hint.fields()) + " (" + README + ", line " + hint.line() + ")");
            }
        }
        return lines;
    }

    List<Map<String, Object>> toMaps() {
        return needs.stream().map(this::toMap).toList();
    }

    private Map<String, Object> toMap(KeyNeed need) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("parameter", need.parameter());
        map.put("reference", need.reference());
        map.put("description", need.description());
        map.put("written", need.written());
        map.put("fields", need.written() || hint == null ? null : hint.fields());
        return map;
    }
}
