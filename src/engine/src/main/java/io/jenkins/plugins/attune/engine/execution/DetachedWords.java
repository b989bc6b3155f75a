package io.jenkins.plugins.attune.engine.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes words for a script to read as data: whatever a text holds, no shell ever takes it for its own.
 *
 * <p>A text may ask for a variable of the script's, by the mark that {@link #variable} gives. The mark holds the id of the
 * run, which is not known to whoever writes texts beforehand.
 */
final class DetachedWords {
    /** Reads what this writes. */
    static final String SCRIPT = "words.sh";

    private final StringBuilder lines = new StringBuilder();
    private final String id;
    private final Pattern mark;

    /** @param id unique to the run; letters, digits and {@code -} */
    DetachedWords(String id) {
        this.id = id;
        mark = Pattern.compile("\\{" + Pattern.quote(id) + ":([A-Za-z_]+)}");
    }

    /** Stands for what the variable holds there, alone or as a part of a text; for nothing where it is not set. */
    String variable(String name) {
        return "{" + id + ":" + name + "}";
    }

    /** An assignment for {@code env}; one that only hands a variable on is left out where that is not set. */
    String assignment(String name, String value) {
        return value.equals(variable(name)) ? value : name + "=" + value;
    }

    void group(String... words) {
        group(List.of(words));
    }

    void group(List<String> words) {
        words.forEach(this::word);
        lines.append(".\n");
    }

    private void word(String text) {
        Matcher variables = mark.matcher(text);
        if (variables.matches() && isHandedOn(variables.group(1))) {
            lines.append('?').append(variables.group(1)).append('\n');
            return;
        }
        lines.append("=\n");
        int done = 0;
        variables.reset();
        while (variables.find()) {
            text(text.substring(done, variables.start()));
            lines.append('$').append(variables.group(1)).append('\n');
            done = variables.end();
        }
        text(text.substring(done));
    }

    /** Those of the scripts themselves are never handed on by name. */
    private static boolean isHandedOn(String name) {
        return !name.startsWith("attune_");
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            lines.append('&').append(text.replace("\n", "\n+")).append('\n');
        }
    }

    void write(Path file) throws IOException {
        Files.writeString(file, lines);
    }
}
