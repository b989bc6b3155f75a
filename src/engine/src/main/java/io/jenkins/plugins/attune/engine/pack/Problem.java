package io.jenkins.plugins.attune.engine.pack;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;

/**
 * One thing wrong with a pack, at the place where an author can mend it.
 *
 * @param file path below the pack's directory, with {@code /}
 * @param line counted from 1; 0 where the whole file, or its absence, is meant
 * @param column counted from 1, in characters; 0 likewise
 * @param rule stable name of the rule broken, such as {@code duplicate-key}
 * @param message one sentence, without the place
 */
public record Problem(Severity severity, String file, int line, int column, String rule, String message)
        implements Serializable, Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::rule)
            .thenComparing(Problem::message)
            .thenComparing(Problem::severity);

    public Problem {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(file);
        Objects.requireNonNull(rule);
        Objects.requireNonNull(message);
    }

    /** {@code file:line:column}, or just the file where no line is known. */
    public String place() {
        return line > 0 ? file + ":" + line + ":" + column : file;
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }
}
