package io.jenkins.plugins.attune.engine.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * How far a stream is stored.
 *
 * @param sequence the number of the mark
 * @param raw bytes of the unmasked stream that are behind what is stored
 * @param stored bytes stored of it
 * @param indexed bytes of the index that belong to them
 * @param dropped bytes behind the stored ones that were not stored, because of the limit or an error
 */
record Mark(long sequence, long raw, long stored, long indexed, long dropped) {
    /** Five numbers and their checksum. */
    static final int BYTES = 6 * Long.BYTES;

    Mark {
        if (sequence < 0 || raw < 0 || stored < 0 || indexed < 0 || dropped < 0) {
            throw new IllegalArgumentException("a mark counts from zero on");
        }
    }

    void encode(ByteBuffer target) {
        int start = target.position();
        target.putLong(sequence).putLong(raw).putLong(stored).putLong(indexed).putLong(dropped);
        target.putLong(checksum(target, start));
    }

    /** Takes the bytes of one mark; null where they are none. */
    @CheckForNull
    static Mark decode(ByteBuffer source) {
        int start = source.position();
        long[] numbers = new long[BYTES / Long.BYTES];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = source.getLong();
        }
        return numbers[numbers.length - 1] == checksum(source, start)
                ? new Mark(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
                : null;
    }

    private static long checksum(ByteBuffer buffer, int start) {
        CRC32 checksum = new CRC32();
        checksum.update(buffer.duplicate().limit(start + BYTES - Long.BYTES).position(start));
        return checksum.getValue();
    }
}
