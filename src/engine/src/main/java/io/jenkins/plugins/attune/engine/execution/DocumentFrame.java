package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How the document goes through the supervisor's FIFO, so that it is taken whole or not at all.
 *
 * <p>A short one of a single line goes with its length in one write, which the kernel never splits; the supervisor reads
 * it without starting a process. Any other has checksum and length in front, as {@code cksum} gives them.
 */
final class DocumentFrame {
    /** Well below PIPE_BUF, which is 4,096 bytes on Linux and 512 at least (POSIX). */
    private static final int MAX_LINE_BYTES = 480;

    private DocumentFrame() {}

    /** Writes the document, or for null one that no supervisor accepts; leaves no copy. */
    static void write(WritableByteChannel channel, @CheckForNull byte[] document) throws IOException {
        if (document == null) {
            writeAll(channel, "none 0\n".getBytes(StandardCharsets.US_ASCII));
        } else if (document.length <= MAX_LINE_BYTES && !hasNewline(document)) {
            byte[] header = ("line " + document.length + "\n").getBytes(StandardCharsets.US_ASCII);
            byte[] frame = Arrays.copyOf(header, header.length + document.length + 1);
            System.arraycopy(document, 0, frame, header.length, document.length);
            frame[frame.length - 1] = '\n';
            writeAll(channel, frame);
            Arrays.fill(frame, (byte) 0);
        } else {
            writeAll(channel, (PosixChecksum.line(document) + "\n").getBytes(StandardCharsets.US_ASCII));
            writeAll(channel, document);
        }
    }

    private static boolean hasNewline(byte[] document) {
        for (byte b : document) {
            if (b == '\n') {
                return true;
            }
        }
        return false;
    }

    private static void writeAll(WritableByteChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
