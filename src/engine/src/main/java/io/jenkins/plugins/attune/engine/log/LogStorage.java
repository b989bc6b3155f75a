package io.jenkins.plugins.attune.engine.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** How files are written, so that a disk can be full where it is not. */
interface LogStorage {
    /** Opens a file for writing anywhere in it; makes it where there is none. */
    OpenFile open(Path file) throws IOException;

    /** A file that is being written. */
    interface OpenFile extends Closeable {
        /** Writes all the bytes at a place; what lay there is overwritten. After an error some may be there. */
        void write(byte[] bytes, int from, int count, long position) throws IOException;

        /** Shortens the file, or makes it longer. */
        void resize(long length) throws IOException;

        /** Returns when the bytes are on the disk. */
        void force() throws IOException;
    }

    /**
     * The one of the machine. It does not use channels, because those are closed under the hands of a thread that is
     * interrupted, and the end of a build interrupts.
     */
    static LogStorage disk() {
        return file -> {
            RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
            return new OpenFile() {
                @Override
                public void write(byte[] bytes, int from, int count, long position) throws IOException {
                    open.seek(position);
                    open.write(bytes, from, count);
                }

                @Override
                public void resize(long length) throws IOException {
                    open.setLength(length);
                }

                @Override
                public void force() throws IOException {
                    open.getFD().sync();
                }

                @Override
                public void close() throws IOException {
                    open.close();
                }
            };
        };
    }
}
