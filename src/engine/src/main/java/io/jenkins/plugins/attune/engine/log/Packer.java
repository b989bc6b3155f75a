package io.jenkins.plugins.attune.engine.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.GZIPOutputStream;

/**
 * Packs finished segments, and unpacks one that is to be written on.
 *
 * <p>Either file is whole when it appears under its name, and the other is deleted after that. A segment that cannot be
 * packed stays as it is.
 */
record Packer(LogFiles files, LogStorage storage) {
    /** What the name of an unfinished file ends in. */
    static final String UNFINISHED = ".tmp";

    private static final int CHUNK_BYTES = 64 << 10;
    private static final Logger LOGGER = Logger.getLogger(Packer.class.getName());

    /** Packs a segment that nobody writes any more; does nothing where that was done already. */
    void pack(int segment) {
        Path raw = files.raw(segment);
        try {
            Path packed = files.packed(segment);
            try (InputStream bytes = Files.newInputStream(raw)) {
                replace(packed, target -> {
                    try (OutputStream gzip = new GZIPOutputStream(target, CHUNK_BYTES)) {
                        copy(bytes, gzip, Long.MAX_VALUE);
                    }
                });
            }
            Files.deleteIfExists(raw);
        } catch (NoSuchFileException gone) {
            LOGGER.log(Level.FINE, "a segment was packed or removed already: {0}", raw);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "a segment stays unpacked: " + raw);
        }
    }

    /** Makes the first bytes of a packed segment a raw one again. */
    void unpack(int segment, long count) throws IOException {
        try (InputStream bytes = files.open(segment, 0)) {
            if (bytes == null) {
                throw new NoSuchFileException(files.packed(segment).toString());
            }
            replace(files.raw(segment), target -> copy(bytes, target, count));
        }
        Files.deleteIfExists(files.packed(segment));
    }

    private void replace(Path file, Content content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
        try {
            try (LogStorage.OpenFile open = storage.open(unfinished)) {
                content.writeTo(new FileOutput(open));
                open.force();
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(unfinished);
            } catch (IOException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    private static void copy(InputStream source, OutputStream target, long count) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long left = count;
        while (left > 0) {
            int read = source.read(chunk, 0, (int) Math.min(left, chunk.length));
            if (read < 0) {
                break;
            }
            target.write(chunk, 0, read);
            left -= read;
        }
    }

    /** What writes a file. */
    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream target) throws IOException;
    }

    /** An open file as a stream; closing the stream leaves the file open. */
    private static final class FileOutput extends OutputStream {
        private final LogStorage.OpenFile file;
        private long position;

        FileOutput(LogStorage.OpenFile file) {
            this.file = file;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            file.write(bytes, from, count, position);
            position += count;
        }
    }
}
