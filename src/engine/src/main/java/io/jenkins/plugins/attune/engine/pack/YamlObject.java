package io.jenkins.plugins.attune.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One mapping of a document, whose fields are asked for by type; what is of another type is reported and left out.
 *
 * <p>A field whose value is null counts as absent.
 */
public final class YamlObject {
    /** Longest excerpt of a file's content in a message, in characters. */
    private static final int MAX_SHOWN = 80;

    private static final String WRONG_TYPE = "wrong-type";

    private final YamlDocument document;
    private final String pointer;
    private final ObjectNode node;
    private final Severity severity;
    private final Consumer<Problem> problems;

    private YamlObject(
            YamlDocument document, String pointer, ObjectNode node, Severity severity, Consumer<Problem> problems) {
        this.document = document;
        this.pointer = pointer;
        this.node = node;
        this.severity = severity;
        this.problems = problems;
    }

    /** The mapping at a pointer; empty, and reported, where there is something else. */
    public static Optional<YamlObject> at(YamlDocument document, String pointer, Consumer<Problem> problems) {
        JsonNode node = document.at(pointer);
        if (node instanceof ObjectNode object) {
            return Optional.of(new YamlObject(document, pointer, object, Severity.ERROR, problems));
        }
        String message = "this must be a mapping of names to values, and is " + describe(node);
        problems.accept(document.problem(Severity.ERROR, pointer, "not-a-mapping", message));
        return Optional.empty();
    }

    /** The same mapping, where a wrong type is only worth a warning: for fields that nothing depends on. */
    public YamlObject lenient() {
        return new YamlObject(document, pointer, node, Severity.WARNING, problems);
    }

    public YamlDocument document() {
        return document;
    }

    public String pointer() {
        return pointer;
    }

    /** The pointer of a field. */
    public String pointer(String name) {
        return YamlDocument.child(pointer, name);
    }

    public List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** The value as it is; a missing node where there is none. */
    public JsonNode get(String name) {
        return node.path(name);
    }

    @CheckForNull
    public String text(String name) {
        if (!has(name)) {
            return null;
        }
        if (get(name).isTextual()) {
            return get(name).textValue();
        }
        wrongType(name, "a text");
        return null;
    }

    public String text(String name, String fallback) {
        String text = text(name);
        return text == null ? fallback : text;
    }

    /** A text, or a number as it was written: {@code 3.10} is not {@code 3.1}. */
    @CheckForNull
    public String textAsWritten(String name) {
        String written = has(name) && get(name).isNumber() ? document.written(pointer(name)) : null;
        return written == null ? text(name) : written;
    }

    public boolean flag(String name, boolean fallback) {
        if (!has(name)) {
            return fallback;
        }
        if (!get(name).isBoolean()) {
            wrongType(name, "true or false");
        }
        return get(name).asBoolean(fallback);
    }

    /** A list of texts; numbers and truth values count as they were written. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (!has(name)) {
            return texts;
        }
        if (!get(name).isArray()) {
            wrongType(name, "a list of texts");
            return texts;
        }
        for (int i = 0; i < get(name).size(); i++) {
            String item = YamlDocument.child(pointer(name), i);
            JsonNode value = get(name).get(i);
            String written = value.isTextual() ? value.textValue() : document.written(item);
            if (written == null || value.isNull()) {
                report(item, WRONG_TYPE, "each item of '" + name + "' must be a text, and this is " + describe(value));
            } else {
                texts.add(written);
            }
        }
        return texts;
    }

    /** The mapping that a field holds; empty where the field is absent or holds something else. */
    public Optional<YamlObject> object(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (get(name) instanceof ObjectNode object) {
            return Optional.of(new YamlObject(document, pointer(name), object, severity, problems));
        }
        wrongType(name, "a mapping");
        return Optional.empty();
    }

    /** The mappings of a list. */
    public List<YamlObject> objects(String name) {
        List<YamlObject> objects = new ArrayList<>();
        if (!has(name)) {
            return objects;
        }
        if (!get(name).isArray()) {
            wrongType(name, "a list of mappings");
            return objects;
        }
        for (int i = 0; i < get(name).size(); i++) {
            at(document, YamlDocument.child(pointer(name), i), problems).ifPresent(objects::add);
        }
        return objects;
    }

    /** Reports that a field is missing, at the mapping that should hold it. */
    public void missing(String name, String why) {
        report(pointer, "missing-field", "the field '" + name + "' is missing: " + why);
    }

    public void wrongType(String name, String expected) {
        report(
                pointer(name),
                WRONG_TYPE,
                "'" + shown(name) + "' must be " + expected + ", and is " + describe(get(name)));
    }

    /** Reports an error of the mapping as a whole, at its start. */
    public void error(String rule, String message) {
        problems.accept(document.problem(Severity.ERROR, pointer, rule, message));
    }

    /** Reports an error at the value of a field. */
    public void error(String name, String rule, String message) {
        problems.accept(document.problem(Severity.ERROR, pointer(name), rule, message));
    }

    /** Reports a warning at the key of a field. */
    public void warning(String name, String rule, String message) {
        problems.accept(document.problemAtKey(Severity.WARNING, pointer(name), rule, message));
    }

    private void report(String where, String rule, String message) {
        problems.accept(document.problem(severity, where, rule, message));
    }

    /** What kind of value this is, with its article, without the value. */
    public static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "a text";
            case BOOLEAN -> "a truth value";
            case NUMBER -> node.isIntegralNumber() ? "a whole number" : "a number";
            case ARRAY -> "a list";
            case OBJECT -> "a mapping";
            default -> "empty";
        };
    }

    /** Text from a file made fit for a message: short, on one line. */
    public static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
    }
}
