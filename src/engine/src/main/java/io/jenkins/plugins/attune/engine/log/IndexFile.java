package io.jenkins.plugins.attune.engine.log;

import java.io.Closeable;
import java.io.IOException;

/** The index of a log while it is written; see {@link IndexContent} for what is in it. */
final class IndexFile implements Closeable {
    private final LogStorage.OpenFile file;
    private long bytes;

    /** @param bytes of the file that hold; what lies behind them is overwritten */
    IndexFile(LogStorage.OpenFile file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** An index without entries. */
    static IndexFile create(LogStorage.OpenFile file, int segmentBytes) throws IOException {
        file.resize(0);
        byte[] header = IndexContent.header(segmentBytes);
        file.write(header, 0, header.length, 0);
        return new IndexFile(file, header.length);
    }

    long bytes() {
        return bytes;
    }

    /** Entries that still fit in. */
    long room() {
        return IndexContent.MAX_ENTRIES - (bytes - IndexContent.HEADER_BYTES) / IndexContent.ENTRY_BYTES;
    }

    void append(Gap gap) throws IOException {
        byte[] entry = IndexContent.entry(gap);
        file.write(entry, 0, entry.length, bytes);
        bytes += entry.length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
