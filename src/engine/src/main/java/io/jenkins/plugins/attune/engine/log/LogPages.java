package io.jenkins.plugins.attune.engine.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Reads a stored stream, at any time, while it is written as well; a log that is not there reads as an empty one.
 *
 * <p>Nothing is held but a page. A packed segment is unpacked from its start up to the page, never more than one of
 * them. Safe for use by many threads.
 */
public final class LogPages {
    /** The largest page. */
    public static final int MAX_PAGE_BYTES = 1 << 20;

    private static final int CHUNK_BYTES = 64 << 10;

    private final LogFiles files;

    private LogPages(LogFiles files) {
        this.files = files;
    }

    /** The stored stream of this name in the directory of a run. */
    public static LogPages of(Path directory, String name) {
        return new LogPages(new LogFiles(directory, name));
    }

    /** Bytes that are stored at present, unpacked. */
    public long length() throws IOException {
        IndexContent index = IndexContent.read(files.index());
        return index == null ? 0 : files.length(index.segmentBytes());
    }

    /** All places where bytes of the stream are missing, in their order. */
    public List<Gap> gaps() throws IOException {
        return gaps(0, length());
    }

    /**
     * The bytes from an offset on.
     *
     * @param maxBytes of the page; more than {@link #MAX_PAGE_BYTES} are never given
     */
    public LogPage read(long offset, int maxBytes) throws IOException {
        if (offset < 0 || maxBytes < 1) {
            throw new IllegalArgumentException("no such page: " + maxBytes + " bytes from " + offset);
        }
        IndexContent index = IndexContent.read(files.index());
        if (index == null) {
            return new LogPage(new byte[0], offset, true, List.of());
        }
        long length = files.length(index.segmentBytes());
        byte[] bytes = new byte[(int) Math.max(0, Math.min(Math.min(maxBytes, MAX_PAGE_BYTES), length - offset))];
        int count = fill(bytes, offset, index.segmentBytes());
        long next = offset + count;
        boolean end = next >= length || count < bytes.length;
        // A gap is entered before the bytes behind it are written: read after them, none of the page's is missed.
        List<Gap> gaps = gaps(offset, end ? next : next - 1);
        return new LogPage(count < bytes.length ? Arrays.copyOf(bytes, count) : bytes, next, end, gaps);
    }

    /** Writes all that is stored at present, and nothing else. */
    public void copyTo(OutputStream target) throws IOException {
        copyTo(target, leftOut -> "");
    }

    /**
     * Writes all that is stored at present, with a notice wherever bytes are missing.
     *
     * @param notice given the number of bytes that are missing
     */
    public void copyTo(OutputStream target, LongFunction<String> notice) throws IOException {
        IndexContent index = IndexContent.read(files.index());
        if (index == null) {
            return;
        }
        long length = files.length(index.segmentBytes());
        Copy copy = new Copy(target, index.segmentBytes());
        for (Gap gap : gaps(0, length)) {
            copy.upTo(gap.offset());
            target.write(notice.apply(gap.bytes()).getBytes(StandardCharsets.UTF_8));
        }
        copy.upTo(length);
    }

    private List<Gap> gaps(long from, long to) throws IOException {
        IndexContent index = IndexContent.read(files.index());
        return index == null ? List.of() : index.between(from, to);
    }

    private int fill(byte[] bytes, long offset, int segmentBytes) throws IOException {
        int count = 0;
        while (count < bytes.length) {
            long at = offset + count;
            try (InputStream segment = files.open(Math.toIntExact(at / segmentBytes), at % segmentBytes)) {
                int read = segment == null ? 0 : segment.readNBytes(bytes, count, bytes.length - count);
                count += read;
                if (read == 0) {
                    break;
                }
            }
        }
        return count;
    }

    /** Copies forward, each segment opened once for every gap in it and once besides. */
    private final class Copy {
        private final OutputStream target;
        private final int segmentBytes;
        private final byte[] chunk = new byte[CHUNK_BYTES];
        private long position;

        Copy(OutputStream target, int segmentBytes) {
            this.target = target;
            this.segmentBytes = segmentBytes;
        }

        void upTo(long end) throws IOException {
            long before = -1;
            while (position < end && position > before) {
                before = position;
                int number = Math.toIntExact(position / segmentBytes);
                try (InputStream segment = files.open(number, position % segmentBytes)) {
                    if (segment != null) {
                        carry(segment, end);
                    }
                }
            }
        }

        private void carry(InputStream segment, long end) throws IOException {
            int read = 0;
            while (position < end && read >= 0) {
                read = segment.read(chunk, 0, (int) Math.min(chunk.length, end - position));
                if (read > 0) {
                    target.write(chunk, 0, read);
                    position += read;
                }
            }
        }
    }
}
