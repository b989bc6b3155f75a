package io.jenkins.plugins.attune.engine.execution;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes texts as words of a POSIX shell, each of which stands for itself; only variables that were asked for by
 * {@link #variable} are read.
 *
 * <p>The mark of such a variable holds the id of the run, which nobody knows who could put it into a text.
 */
final class ShellText {
    private final String id;
    private final Pattern mark;

    /** @param id unique to the run; letters, digits and {@code -} */
    ShellText(String id) {
        this.id = id;
        mark = Pattern.compile("\\{" + Pattern.quote(id) + ":(\\w+)}");
    }

    /** A text that stands for what the shell's variable holds, alone or as a part of another. */
    String variable(String name) {
        return "{" + id + ":" + name + "}";
    }

    /** One word; a variable that is not set is empty. */
    String word(String text) {
        StringBuilder word = new StringBuilder();
        Matcher variables = mark.matcher(text);
        int done = 0;
        while (variables.find()) {
            word.append(literal(text.substring(done, variables.start())));
            word.append("\"${").append(variables.group(1)).append("-}\"");
            done = variables.end();
        }
        word.append(literal(text.substring(done)));
        return word.isEmpty() ? "''" : word.toString();
    }

    /** One assignment as an argument of {@code env}; none at all where it hands on a variable that is not set. */
    String assignment(String name, String value) {
        Matcher handedOn = mark.matcher(value);
        if (handedOn.matches() && handedOn.group(1).equals(name)) {
            return "${" + name + "+\"" + name + "=$" + name + "\"}";
        }
        return word(name + "=" + value);
    }

    private static String literal(String text) {
        return text.isEmpty() ? "" : quote(text);
    }

    /** In single quotes, where a shell leaves everything as it is. */
    static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
