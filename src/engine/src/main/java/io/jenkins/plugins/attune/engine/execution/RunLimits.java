package io.jenkins.plugins.attune.engine.execution;

import java.io.Serializable;
import java.time.Duration;

/**
 * The bounds of one run.
 *
 * @param timeout from the start of the supervisor to the signal to end; rounded up to whole seconds
 * @param grace between the signal to end and the one that kills
 * @param streamBytes of each output stream that are kept, first and last part together
 * @param resultBytes of standard output that are read as the result
 */
public record RunLimits(Duration timeout, Duration grace, long streamBytes, int resultBytes) implements Serializable {
    /** Long enough for a deployment, short enough that a forgotten run ends within the day. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

    /** What an orderly shutdown takes; the same as other systems grant. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    public static final long DEFAULT_STREAM_BYTES = 10L << 20;
    public static final int DEFAULT_RESULT_BYTES = 1 << 20;

    /** Longest run: 30 days; {@code sleep} of every shell can count that far. */
    public static final Duration MAX_TIMEOUT = Duration.ofDays(30);

    /** The smallest cap that still leaves a readable first and last part. */
    public static final long MIN_STREAM_BYTES = 4096;

    /** More than any disk should give to one stream of one run. */
    public static final long MAX_STREAM_BYTES = 64L << 30;

    public RunLimits {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("the time limit must be above zero and at most 30 days: " + timeout);
        }
        if (grace.isNegative() || grace.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("the grace period must be between zero and one hour: " + grace);
        }
        if (streamBytes < MIN_STREAM_BYTES || streamBytes > MAX_STREAM_BYTES) {
            throw new IllegalArgumentException("the log limit must be between 4 KiB and 64 GiB: " + streamBytes);
        }
        if (resultBytes < 1) {
            throw new IllegalArgumentException("the result limit must be positive: " + resultBytes);
        }
    }

    /** The limits where nobody asked for others. */
    public static RunLimits defaults() {
        return new RunLimits(DEFAULT_TIMEOUT, DEFAULT_GRACE, DEFAULT_STREAM_BYTES, DEFAULT_RESULT_BYTES);
    }

    public RunLimits withTimeout(Duration other) {
        return new RunLimits(other, grace, streamBytes, resultBytes);
    }

    public RunLimits withStreamBytes(long other) {
        return new RunLimits(timeout, grace, other, resultBytes);
    }
}
