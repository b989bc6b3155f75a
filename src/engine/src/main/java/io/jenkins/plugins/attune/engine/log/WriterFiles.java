package io.jenkins.plugins.attune.engine.log;

import java.io.Closeable;
import java.io.IOException;

/** The open files of a log that is written. */
record WriterFiles(SegmentWriter segments, IndexFile index, MarkFile marks) implements Closeable {
    /** Sets a mark behind all that is in the files. */
    void mark(long raw, long dropped) throws IOException {
        marks.write(raw, segments.length(), index.bytes(), dropped);
    }

    @Override
    public void close() throws IOException {
        try (marks;
                index;
                segments) {
            // closes all three, whichever fails
        }
    }
}
