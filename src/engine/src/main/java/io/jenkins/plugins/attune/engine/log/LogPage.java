package io.jenkins.plugins.attune.engine.log;

import java.util.List;
import java.util.Objects;

/**
 * A part of a stored stream.
 *
 * @param bytes cut anywhere, even within a character
 * @param next where the next page begins
 * @param end whether nothing is stored behind it at present
 * @param gaps those from the page's first byte up to its last, in order, and at the end the one behind it. Whoever
 *     follows a log that is still written is told that one again with the next page, and knows it by its offset.
 */
public record LogPage(byte[] bytes, long next, boolean end, List<Gap> gaps) {
    public LogPage {
        Objects.requireNonNull(bytes);
        if (next < bytes.length) {
            throw new IllegalArgumentException("a page of " + bytes.length + " bytes cannot end at " + next);
        }
        gaps = List.copyOf(gaps);
    }
}
