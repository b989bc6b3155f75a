package io.jenkins.plugins.attune.engine.execution;

import java.io.Serializable;
import java.util.Objects;

/**
 * How the process ended and what is left of its output; made where it ran.
 *
 * @param exitCode as a shell gives it: 128 + the signal's number where a signal ended the process
 * @param environmentMillis time it took to find interpreter and environment
 * @param durationMillis from the start of the supervisor until nothing of the process tree was left
 */
public record RunOutcome(
        End end, int exitCode, Captured stdout, Captured stderr, long environmentMillis, long durationMillis)
        implements Serializable {
    /** What ended it. */
    public enum End {
        EXITED,
        TIMED_OUT,
        STOPPED
    }

    /**
     * What is left of a stream.
     *
     * @param head the first bytes, up to the result limit; all of them where {@code complete}
     * @param tail the last bytes, at most {@link #TAIL_BYTES}
     * @param total bytes written by the process
     * @param leftOut of those, bytes not kept anywhere
     * @param damaged whether bytes were lost because they could not be stored
     */
    public record Captured(byte[] head, byte[] tail, long total, long leftOut, boolean damaged)
            implements Serializable {
        /** How much of the end of a stream is shown with a result. */
        public static final int TAIL_BYTES = 64 << 10;

        public Captured {
            Objects.requireNonNull(head);
            Objects.requireNonNull(tail);
        }

        /** Whether {@code head} is all there was. */
        public boolean complete() {
            return head.length == total && !damaged;
        }
    }
}
