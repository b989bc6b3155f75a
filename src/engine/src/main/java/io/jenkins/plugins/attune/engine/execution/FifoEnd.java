package io.jenkins.plugins.attune.engine.execution;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks whether anybody has a FIFO open for reading, without ever waiting.
 *
 * <p>This tells of a process in another namespace for process ids, where its id tells nothing. Java can't open a FIFO
 * without waiting for its other end, unless it asks for both ends at once; so it takes both, keeps the one for writing,
 * and writes a byte: without a reader the kernel refuses it. A byte that was taken is read back.
 */
final class FifoEnd {
    private static final Logger LOGGER = Logger.getLogger(FifoEnd.class.getName());

    private FifoEnd() {}

    /** Whether it has a reader; false where there is no such FIFO. */
    static boolean hasReader(Path fifo) throws IOException {
        try (FileChannel end = writeEnd(fifo)) {
            return takes(end) && readBack(fifo);
        } catch (NoSuchFileException gone) {
            LOGGER.log(Level.FINE, "{0} is gone", fifo);
            return false;
        }
    }

    private static FileChannel writeEnd(Path fifo) throws IOException {
        FileChannel both = both(fifo);
        try {
            return FileChannel.open(fifo, StandardOpenOption.WRITE);
        } finally {
            both.close();
        }
    }

    private static FileChannel both(Path fifo) throws IOException {
        return FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static boolean takes(FileChannel end) {
        try {
            return end.write(ByteBuffer.allocate(1)) == 1;
        } catch (IOException broken) {
            LOGGER.log(Level.FINE, "nobody reads the FIFO", broken);
            return false;
        }
    }

    private static boolean readBack(Path fifo) throws IOException {
        try (FileChannel both = both(fifo)) {
            return both.read(ByteBuffer.allocate(1)) == 1;
        }
    }
}
