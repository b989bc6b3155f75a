package io.jenkins.plugins.attune.engine.log;

/**
 * The bounds of one stored stream.
 *
 * @param segmentBytes after which a segment is finished and packed; a log that is there already keeps its own
 * @param maxBytes of the stream that are stored, before they are packed
 */
public record LogLimits(int segmentBytes, long maxBytes) {
    /** Small enough to be unpacked for one page, large enough to be packed well. */
    public static final int DEFAULT_SEGMENT_BYTES = 1 << 20;

    /** What masking may add to a stream that was cut to its limit before, at the place where it ran. */
    public static final long SLACK_BYTES = 1L << 20;

    public static final long DEFAULT_MAX_BYTES = (10L << 20) + SLACK_BYTES;

    private static final int MAX_SEGMENT_BYTES = 1 << 30;
    private static final int MAX_SEGMENTS = 1_000_000;

    public LogLimits {
        if (segmentBytes < 1 || segmentBytes > MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException("a segment must have between 1 byte and 1 GiB: " + segmentBytes);
        }
        if (maxBytes < 0 || maxBytes / segmentBytes >= MAX_SEGMENTS) {
            throw new IllegalArgumentException("a stream must have between 0 bytes and " + MAX_SEGMENTS
                    + " segments of " + segmentBytes + " bytes: " + maxBytes);
        }
    }

    /** The limits where nobody asked for others. */
    public static LogLimits defaults() {
        return new LogLimits(DEFAULT_SEGMENT_BYTES, DEFAULT_MAX_BYTES);
    }
}
