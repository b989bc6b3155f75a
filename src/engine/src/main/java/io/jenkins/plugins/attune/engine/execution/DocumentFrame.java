package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the document goes through the supervisor's FIFO, so that it is taken whole or not at all.
 *
 * <p>A short one of a single line goes with its length in one write, which the kernel never splits; the supervisor reads
 * it without starting a process. Any other has checksum and length in front, as {@code cksum} gives them. Parameters that
 * go into files of their own come before it, each with checksum and length; they may hold any bytes.
 */
public final class DocumentFrame {
    /** Well below PIPE_BUF, which is 4,096 bytes on Linux and 512 at least (POSIX). */
    private static final int MAX_LINE_BYTES = 480;

    /** Begins what {@link #withFiles} made; no document holds it. */
    private static final byte BUNDLE = 0;

    private DocumentFrame() {}

    /**
     * A document and the contents of files, as one that {@link RunHandle#deliver} takes. The first file is found as
     * {@code p1} at {@link RunTrace#parameterFile}, and so on.
     *
     * @return an array of the caller's; the ones given are wiped
     */
    public static byte[] withFiles(byte[] document, List<byte[]> files) {
        if (files.isEmpty()) {
            return document;
        }
        long total =
                document.length + files.stream().mapToLong(file -> file.length).sum();
        List<byte[]> parts = new ArrayList<>();
        parts.add(new byte[] {BUNDLE});
        parts.add(ascii("files " + total + "\n"));
        for (byte[] file : files) {
            parts.add(ascii(PosixChecksum.line(file) + " file\n"));
            parts.add(file);
        }
        parts.add(ascii(PosixChecksum.line(document) + " document\n"));
        parts.add(document);
        int length = 0;
        for (byte[] part : parts) {
            length = Math.addExact(length, part.length);
        }
        byte[] bundle = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, bundle, at, part.length);
            at += part.length;
            Arrays.fill(part, (byte) 0);
        }
        return bundle;
    }

    /** Writes the document, or for null one that no supervisor accepts; leaves no copy. */
    static void write(WritableByteChannel channel, @CheckForNull byte[] document) throws IOException {
        if (document == null) {
            writeAll(channel, ByteBuffer.wrap(ascii("none 0\n")));
        } else if (document.length > 0 && document[0] == BUNDLE) {
            writeAll(channel, ByteBuffer.wrap(document, 1, document.length - 1));
        } else if (document.length <= MAX_LINE_BYTES && !hasNewline(document)) {
            byte[] header = ascii("line " + document.length + "\n");
            byte[] frame = Arrays.copyOf(header, header.length + document.length + 1);
            System.arraycopy(document, 0, frame, header.length, document.length);
            frame[frame.length - 1] = '\n';
            writeAll(channel, ByteBuffer.wrap(frame));
            Arrays.fill(frame, (byte) 0);
        } else {
            writeAll(channel, ByteBuffer.wrap(ascii(PosixChecksum.line(document) + "\n")));
            writeAll(channel, ByteBuffer.wrap(document));
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

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void writeAll(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
