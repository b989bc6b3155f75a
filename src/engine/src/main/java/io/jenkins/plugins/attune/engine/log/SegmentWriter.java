package io.jenkins.plugins.attune.engine.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Closeable;
import java.io.IOException;

/** Spreads bytes over segments of one size, of which the last is open. */
final class SegmentWriter implements Closeable {
    private final LogFiles files;
    private final LogStorage storage;
    private final int segmentBytes;
    private long length;

    @CheckForNull
    private LogStorage.OpenFile current;

    /** @param length of what is there; the segment it ends in is raw and has no byte behind it */
    SegmentWriter(LogFiles files, LogStorage storage, int segmentBytes, long length) {
        this.files = files;
        this.storage = storage;
        this.segmentBytes = segmentBytes;
        this.length = length;
    }

    long length() {
        return length;
    }

    int segmentBytes() {
        return segmentBytes;
    }

    /** After an error the length tells how much was written, a whole number of segments apart from what was there. */
    void write(byte[] bytes, int from, int count) throws IOException {
        int written = 0;
        while (written < count) {
            int at = (int) (length % segmentBytes);
            int part = Math.min(count - written, segmentBytes - at);
            LogStorage.OpenFile file = current == null ? storage.open(files.raw(number())) : current;
            current = file;
            write(file, at, bytes, from + written, part);
            written += part;
            length += part;
            if (at + part == segmentBytes) {
                close();
            }
        }
    }

    private int number() {
        return Math.toIntExact(length / segmentBytes);
    }

    private static void write(LogStorage.OpenFile file, int at, byte[] bytes, int from, int count) throws IOException {
        try {
            file.write(bytes, from, count, at);
        } catch (IOException e) {
            try {
                file.resize(at);
            } catch (IOException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        LogStorage.OpenFile file = current;
        current = null;
        if (file != null) {
            file.close();
        }
    }
}
