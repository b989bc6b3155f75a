package io.jenkins.plugins.attune.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;

/**
 * The bounds that a caller asks for; null where there is no wish.
 *
 * @param streamBytes of each output stream that are kept
 * @param consoleBytes of each output stream that a console shows
 * @param resultBytes of standard output that are read as the result
 */
public record AskedLimits(
        @CheckForNull Duration timeout,
        @CheckForNull Long streamBytes,
        @CheckForNull Long consoleBytes,
        @CheckForNull Long resultBytes) {
    /** No wish at all. */
    public static AskedLimits none() {
        return new AskedLimits(null, null, null, null);
    }

    public AskedLimits withTimeout(@CheckForNull Duration other) {
        return new AskedLimits(other, streamBytes, consoleBytes, resultBytes);
    }

    public AskedLimits withStreamBytes(@CheckForNull Long other) {
        return new AskedLimits(timeout, other, consoleBytes, resultBytes);
    }

    public AskedLimits withResultBytes(@CheckForNull Long other) {
        return new AskedLimits(timeout, streamBytes, consoleBytes, other);
    }
}
