package io.jenkins.plugins.attune.engine.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The files of one stored stream, and what can be read of them at any time.
 *
 * <p>Nothing is locked: a packed segment is moved into place before the raw one is deleted, and the other way round, so
 * that whoever looks for the raw one, the packed one and the raw one again finds one of them.
 */
record LogFiles(Path directory, String name) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");

    /** The last four bytes of a gzip file give the length of its content (RFC 1952, 2.3.1). */
    private static final int GZIP_LENGTH_BYTES = 4;

    private static final long NONE = -1;

    private static final Logger LOGGER = Logger.getLogger(LogFiles.class.getName());

    LogFiles {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a stream: " + name);
        }
    }

    Path raw(int segment) {
        return directory.resolve(String.format(Locale.ROOT, "%s.%03d.log", name, segment));
    }

    Path packed(int segment) {
        return directory.resolve(String.format(Locale.ROOT, "%s.%03d.log.gz", name, segment));
    }

    Path index() {
        return directory.resolve(name + ".index");
    }

    Path position() {
        return directory.resolve(name + ".position");
    }

    /** A segment's bytes from a place on, unpacked; null where there is no such segment. */
    @CheckForNull
    InputStream open(int segment, long skip) throws IOException {
        InputStream raw = openRaw(segment, skip);
        if (raw == null) {
            raw = openPacked(segment, skip);
        }
        return raw == null ? openRaw(segment, skip) : raw;
    }

    /** Bytes from the start on without a hole, given the bytes of a whole segment. */
    long contiguous(int segmentBytes) throws IOException {
        int segment = 0;
        while (size(segment) == segmentBytes) {
            segment++;
        }
        return (long) segment * segmentBytes + Math.min(segmentBytes - 1, readable(segment));
    }

    /** Bytes of a segment as they can be read; none where it is packed and spoilt, because its end cannot be trusted. */
    private long readable(int segment) throws IOException {
        try (InputStream bytes = open(segment, 0)) {
            return bytes == null ? 0 : bytes.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException | ZipException spoilt) {
            LOGGER.log(Level.WARNING, spoilt, () -> "a segment cannot be unpacked: " + packed(segment));
            return 0;
        }
    }

    /** Bytes up to the last segment, given the bytes of a whole one; looks at few of them only. */
    long length(int segmentBytes) throws IOException {
        int absent = 1;
        while (size(absent - 1) != NONE) {
            absent *= 2;
        }
        int present = absent / 2 - 1;
        absent--;
        while (absent - present > 1) {
            int middle = (absent + present) >>> 1;
            if (size(middle) == NONE) {
                absent = middle;
            } else {
                present = middle;
            }
        }
        return present < 0 ? 0 : (long) present * segmentBytes + Math.max(0, size(present));
    }

    /** Bytes of a segment, unpacked, or -1 where there is none. */
    private long size(int segment) throws IOException {
        long raw = rawSize(segment);
        if (raw == NONE) {
            raw = packedSize(segment);
        }
        return raw == NONE ? rawSize(segment) : raw;
    }

    /** Bytes of a segment that is not packed, or -1 where there is none. */
    long rawSize(int segment) throws IOException {
        try {
            return Files.size(raw(segment));
        } catch (NoSuchFileException absent) {
            return NONE;
        }
    }

    /** Bytes that a packed segment unpacks to, or -1 where there is none. */
    long packedSize(int segment) throws IOException {
        try (FileChannel file = FileChannel.open(packed(segment))) {
            ByteBuffer length = ByteBuffer.allocate(GZIP_LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            long at = file.size() - GZIP_LENGTH_BYTES;
            while (at >= 0 && length.hasRemaining() && file.read(length, at + length.position()) > 0) {
                // reads on: a file may give less than was asked for
            }
            return length.hasRemaining() ? 0 : Integer.toUnsignedLong(length.getInt(0));
        } catch (NoSuchFileException absent) {
            return NONE;
        }
    }

    @CheckForNull
    private InputStream openRaw(int segment, long skip) throws IOException {
        try {
            return skipped(Files.newInputStream(raw(segment)), bytes -> bytes, skip);
        } catch (NoSuchFileException absent) {
            return null;
        } catch (EOFException cut) {
            // under the reader, by a writer that opened the log again
            return InputStream.nullInputStream();
        }
    }

    @CheckForNull
    private InputStream openPacked(int segment, long skip) throws IOException {
        try {
            return skipped(new BufferedInputStream(Files.newInputStream(packed(segment))), GZIPInputStream::new, skip);
        } catch (NoSuchFileException absent) {
            return null;
        }
    }

    private static InputStream skipped(InputStream file, Unpacking unpacking, long skip) throws IOException {
        try {
            InputStream bytes = unpacking.open(file);
            bytes.skipNBytes(skip);
            return bytes;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** How the bytes of a segment come out of its file. */
    @FunctionalInterface
    private interface Unpacking {
        InputStream open(InputStream file) throws IOException;
    }
}
