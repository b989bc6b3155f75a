package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.HttpResponses;
import java.util.List;

/**
 * Which part of a list is shown.
 *
 * @param from index of the first
 * @param count how many at most
 */
record Span(int from, int count) {
    /** Most that is told at once. */
    static final int MAX_COUNT = 1000;

    private static final int MAX_FROM = 1_000_000;
    private static final int BAD_REQUEST = 400;

    Span {
        if (from < 0 || from > MAX_FROM || count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException(Messages.Span_bounds(MAX_FROM, MAX_COUNT));
        }
    }

    /**
     * As a request says it.
     *
     * @throws IllegalArgumentException for what is no number, or out of bounds; says so for people
     */
    static Span of(@CheckForNull String from, @CheckForNull String count, int usually) {
        return new Span(number(from, 0), number(count, usually));
    }

    /** As {@link #of}; what makes no sense is answered with status 400. */
    static Span asked(@CheckForNull String from, @CheckForNull String count, int usually) {
        try {
            return of(from, count, usually);
        } catch (IllegalArgumentException e) {
            throw HttpResponses.errorWithoutStack(BAD_REQUEST, e.getMessage());
        }
    }

    private static int number(@CheckForNull String text, int otherwise) {
        try {
            return text == null || text.isEmpty() ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Messages.Span_bounds(MAX_FROM, MAX_COUNT), e);
        }
    }

    /** Index behind the last. */
    int to() {
        return from + count;
    }

    <T> List<T> of(List<T> all) {
        return all.subList(Math.min(from, all.size()), Math.min(to(), all.size()));
    }
}
