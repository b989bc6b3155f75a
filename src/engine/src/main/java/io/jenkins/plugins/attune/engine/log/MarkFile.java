package io.jenkins.plugins.attune.engine.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The last two marks of a log, in two slots that are written in turn.
 *
 * <p>One is whole whenever the process ends. The file keeps its length, so that a mark can be written on a full disk.
 */
final class MarkFile implements Closeable {
    private static final int SLOTS = 2;

    private final LogStorage.OpenFile file;
    private Mark last;

    /** @param last of the marks in the file the one that holds; it may be the older one */
    MarkFile(LogStorage.OpenFile file, Mark last) {
        this.file = file;
        this.last = last;
    }

    /** The marks that are whole, the newest first. */
    static List<Mark> read(Path path) throws IOException {
        List<Mark> marks = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(bytes(path));
        while (bytes.remaining() >= Mark.BYTES) {
            Mark mark = Mark.decode(bytes);
            if (mark != null) {
                marks.add(mark);
            }
        }
        marks.sort(Comparator.comparingLong(Mark::sequence).reversed());
        return marks;
    }

    /** Both slots at once, for a log that begins. */
    static MarkFile create(LogStorage.OpenFile file, long indexed) throws IOException {
        Mark mark = new Mark(SLOTS - 1, 0, 0, indexed, 0);
        ByteBuffer bytes = ByteBuffer.allocate(SLOTS * Mark.BYTES);
        new Mark(0, 0, 0, indexed, 0).encode(bytes);
        mark.encode(bytes);
        file.write(bytes.array(), 0, bytes.capacity(), 0);
        return new MarkFile(file, mark);
    }

    Mark last() {
        return last;
    }

    /** Sets the next mark; its number is counted here. */
    void write(long raw, long stored, long indexed, long dropped) throws IOException {
        Mark mark = new Mark(last.sequence() + 1, raw, stored, indexed, dropped);
        ByteBuffer bytes = ByteBuffer.allocate(Mark.BYTES);
        mark.encode(bytes);
        file.write(bytes.array(), 0, bytes.capacity(), mark.sequence() % SLOTS * Mark.BYTES);
        last = mark;
    }

    private static byte[] bytes(Path path) throws IOException {
        try (var file = Files.newInputStream(path)) {
            return file.readNBytes(SLOTS * Mark.BYTES);
        } catch (NoSuchFileException absent) {
            return new byte[0];
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
