package io.jenkins.plugins.attune.engine.queue;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Where a journal's bytes are, so that a disk can be full, or a process gone, where it is not. For one thread. */
interface JournalStorage extends Closeable {
    /** What is there, from its beginning; empty where nothing is. */
    InputStream read() throws IOException;

    /** Writes behind what is there. After an error some of the bytes may be there. */
    void append(byte[] bytes) throws IOException;

    /** Returns when what was written is on the disk. */
    void force() throws IOException;

    /** Puts other content in the place of what is there: wholly, and on the disk, or not at all. */
    void replace(byte[] bytes) throws IOException;
}
