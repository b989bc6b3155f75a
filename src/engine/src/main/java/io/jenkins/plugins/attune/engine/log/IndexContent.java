package io.jenkins.plugins.attune.engine.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The index of a log as far as it is whole: a header, then entries that are only ever appended.
 *
 * @param segmentBytes of every segment but the last
 * @param gaps in the order of their offsets, as they were entered
 */
record IndexContent(int segmentBytes, List<Gap> gaps) {
    /** Mark of the format, bytes of a segment, checksum. */
    static final int HEADER_BYTES = 4 + 8 + 4;

    /** Offset, bytes left out, checksum. */
    static final int ENTRY_BYTES = 8 + 8 + 4;

    /** Bounds what a reader holds; each stream of a run has one gap, and some more after errors. */
    static final int MAX_ENTRIES = 1000;

    private static final int FORMAT = 0x41544c31;

    IndexContent {
        gaps = List.copyOf(gaps);
    }

    /** What is whole of the file, or null where not even the header is. */
    @CheckForNull
    static IndexContent read(Path path) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(path));
        if (bytes.remaining() < HEADER_BYTES) {
            return null;
        }
        int format = bytes.getInt();
        long segmentBytes = bytes.getLong();
        if (format != FORMAT || bytes.getInt() != checksum(bytes, 0)) {
            return null;
        }
        List<Gap> gaps = new ArrayList<>();
        while (bytes.remaining() >= ENTRY_BYTES) {
            int start = bytes.position();
            long offset = bytes.getLong();
            long leftOut = bytes.getLong();
            if (bytes.getInt() != checksum(bytes, start)) {
                break;
            }
            gaps.add(new Gap(offset, leftOut));
        }
        return new IndexContent(Math.toIntExact(segmentBytes), gaps);
    }

    /** The file's bytes that are whole. */
    long bytes() {
        return HEADER_BYTES + (long) gaps.size() * ENTRY_BYTES;
    }

    /** Gaps at offsets within the bounds; those at one offset as one. */
    List<Gap> between(long from, long to) {
        List<Gap> found = new ArrayList<>();
        for (Gap gap : gaps) {
            int last = found.size() - 1;
            if (last >= 0 && found.get(last).offset() == gap.offset()) {
                found.set(last, new Gap(gap.offset(), found.get(last).bytes() + gap.bytes()));
            } else if (gap.offset() >= from && gap.offset() <= to) {
                found.add(gap);
            }
        }
        return found;
    }

    static byte[] header(int segmentBytes) {
        return sealed(ByteBuffer.allocate(HEADER_BYTES).putInt(FORMAT).putLong(segmentBytes));
    }

    static byte[] entry(Gap gap) {
        return sealed(ByteBuffer.allocate(ENTRY_BYTES).putLong(gap.offset()).putLong(gap.bytes()));
    }

    private static byte[] sealed(ByteBuffer bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes.array(), 0, bytes.position());
        return bytes.putInt((int) checksum.getValue()).array();
    }

    /** Of the bytes from a place up to the checksum just read. */
    private static int checksum(ByteBuffer bytes, int start) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes.array(), start, bytes.position() - Integer.BYTES - start);
        return (int) checksum.getValue();
    }

    private static byte[] bytes(Path path) throws IOException {
        try (var file = Files.newInputStream(path)) {
            return file.readNBytes(HEADER_BYTES + MAX_ENTRIES * ENTRY_BYTES);
        } catch (NoSuchFileException absent) {
            return new byte[0];
        }
    }
}
