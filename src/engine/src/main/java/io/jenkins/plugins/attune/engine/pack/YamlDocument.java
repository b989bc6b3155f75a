package io.jenkins.plugins.attune.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Map;
import java.util.Objects;

/**
 * One YAML file as JSON values, with the place of every key and value, so that any later check can point at it.
 *
 * <p>Places are asked for by JSON pointer; those of something missing are those of what would hold it.
 */
public final class YamlDocument {
    private final String file;
    private final JsonNode root;
    private final Map<String, Mark> marks;

    YamlDocument(String file, JsonNode root, Map<String, Mark> marks) {
        this.file = Objects.requireNonNull(file);
        this.root = Objects.requireNonNull(root);
        this.marks = Map.copyOf(marks);
    }

    /** The path to show in messages. */
    public String file() {
        return file;
    }

    public JsonNode root() {
        return root;
    }

    /** The value at a JSON pointer; a missing node where there is none. */
    public JsonNode at(String pointer) {
        return root.at(pointer);
    }

    /** Where the value stands, or its key where the value is left empty. */
    public Position valueAt(String pointer) {
        return mark(pointer).value();
    }

    /** Where the key of the value stands; of a list's item, the item itself. */
    public Position keyAt(String pointer) {
        return mark(pointer).key();
    }

    /** A number or truth value exactly as it was written ({@code 3.10}), null for anything else. */
    @CheckForNull
    public String written(String pointer) {
        Mark mark = marks.get(pointer);
        return mark == null ? null : mark.written();
    }

    /** A problem at the value. */
    public Problem problem(Severity severity, String pointer, String rule, String message) {
        return at(valueAt(pointer), severity, rule, message);
    }

    /** A problem at the key of the value. */
    public Problem problemAtKey(Severity severity, String pointer, String rule, String message) {
        return at(keyAt(pointer), severity, rule, message);
    }

    private Problem at(Position position, Severity severity, String rule, String message) {
        return new Problem(severity, file, position.line(), position.column(), rule, message);
    }

    private Mark mark(String pointer) {
        String place = pointer;
        while (!marks.containsKey(place) && !place.isEmpty()) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return marks.getOrDefault(place, Mark.START);
    }

    /** The pointer of a member of an object. */
    public static String child(String pointer, String name) {
        return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
    }

    /** The pointer of an item of a list. */
    public static String child(String pointer, int index) {
        return pointer + '/' + index;
    }

    /** Line and column, both counted from 1. */
    public record Position(int line, int column) {}

    /**
     * Where one value stands.
     *
     * @param written the text of a number or truth value, else null
     */
    record Mark(Position key, Position value, @CheckForNull String written) {
        static final Mark START = new Mark(new Position(1, 1), new Position(1, 1), null);
    }
}
