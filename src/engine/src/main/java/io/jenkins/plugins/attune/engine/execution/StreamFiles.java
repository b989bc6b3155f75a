package io.jenkins.plugins.attune.engine.execution;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the supervisor kept of one stream: {@code head}, and after a gap {@code tail}, a ring that it wrote over and over.
 *
 * <p>Only {@code head} is read while the process writes; it only ever grows. The rest is read after the end. Where the
 * supervisor was killed in between, the youngest bytes of the ring may come first: it could not say how far it was.
 */
final class StreamFiles {
    private final ControlDirectory directory;
    private final OutputStreamName stream;

    StreamFiles(ControlDirectory directory, OutputStreamName stream) {
        this.directory = directory;
        this.stream = stream;
    }

    Path head() {
        return directory.file(stream.file() + ".head");
    }

    /** Up to {@code limit} bytes of a file from a position on; empty at its end, or where there is no such file. */
    static byte[] read(Path file, long position, int limit) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long there = Math.min(limit, channel.size() - position);
            if (there <= 0) {
                return new byte[0];
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) there);
            while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {
                // reads on: a file may give less than was asked for
            }
            byte[] bytes = new byte[buffer.position()];
            buffer.flip().get(bytes);
            return bytes;
        } catch (NoSuchFileException absent) {
            return new byte[0];
        }
    }

    /** A stretch of a file. */
    record Part(Path file, long from, long to) {
        long bytes() {
            return to - from;
        }
    }

    /** The last part, oldest bytes first; of no bytes where the whole stream is in {@code head}. */
    List<Part> tail() throws IOException {
        Path file = directory.file(stream.file() + ".tail");
        Ring ring = ring(size(file));
        long newer = Math.min(ring.kept(), ring.at());
        long older = ring.kept() - newer;
        return List.of(new Part(file, ring.size() - older, ring.size()), new Part(file, ring.at() - newer, ring.at()));
    }

    /** Bytes of the first part. */
    long headBytes() throws IOException {
        return size(head());
    }

    /** Bytes between {@code head} and the tail that were not kept. */
    long leftOut() throws IOException {
        Ring ring = ring(size(directory.file(stream.file() + ".tail")));
        return ring.written() - ring.kept();
    }

    /** The end of the run as far as this stream is concerned. */
    RunOutcome.Captured capture(int resultBytes) throws IOException {
        long leftOut = leftOut();
        List<Part> parts = new ArrayList<>(List.of(new Part(head(), 0, headBytes())));
        parts.addAll(tail());
        byte[] first = first(leftOut == 0 ? parts : parts.subList(0, 1), resultBytes);
        // What lies before a gap is no part of the end.
        byte[] tail = last(leftOut == 0 ? parts : parts.subList(1, parts.size()));
        long kept = parts.stream().mapToLong(Part::bytes).sum();
        return new RunOutcome.Captured(first, tail, kept + leftOut, leftOut, damaged());
    }

    private boolean damaged() {
        return directory
                        .path()
                        .toFile()
                        .list((path, name) -> name.startsWith(stream.file() + ".") && name.endsWith(".lost"))
                        .length
                > 0;
    }

    private static byte[] first(List<Part> parts, int limit) throws IOException {
        long there = parts.stream().mapToLong(Part::bytes).sum();
        ByteBuffer all = ByteBuffer.allocate((int) Math.min(limit, there));
        for (Part part : parts) {
            all.put(read(part.file(), part.from(), (int) Math.min(all.remaining(), part.bytes())));
        }
        return Arrays.copyOf(all.array(), all.position());
    }

    private static byte[] last(List<Part> parts) throws IOException {
        byte[] tail = new byte[0];
        for (int i = parts.size() - 1; i >= 0 && tail.length < RunOutcome.Captured.TAIL_BYTES; i--) {
            Part part = parts.get(i);
            int wanted = (int) Math.min(part.bytes(), RunOutcome.Captured.TAIL_BYTES - tail.length);
            byte[] before = read(part.file(), part.to() - wanted, wanted);
            byte[] longer = new byte[before.length + tail.length];
            System.arraycopy(before, 0, longer, 0, before.length);
            System.arraycopy(tail, 0, longer, before.length, tail.length);
            tail = longer;
        }
        return tail;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException absent) {
            return 0;
        }
    }

    /**
     * The file that is written over and over.
     *
     * @param laps how often it has been filled and begun again
     * @param at where the next byte would go: behind the newest, and where it is full, before the oldest
     * @param most of its newest bytes that count
     */
    private record Ring(long size, long laps, long at, long most) {
        long written() {
            return laps * size + at;
        }

        long kept() {
            return Math.min(most, Math.min(size, written()));
        }
    }

    /** Of the two marks the one that is further; a file that was not marked yet has only grown. */
    private Ring ring(long size) throws IOException {
        Ring furthest = new Ring(size, 0, size, size);
        for (String mark : List.of(".at0", ".at1")) {
            String line = directory.read(stream.file() + mark);
            if (line != null && line.endsWith(" end\n")) {
                String[] words = line.split(" ");
                long laps = Long.parseLong(words[0]);
                long at = laps == 0 ? size : Math.min(size, Long.parseLong(words[1]));
                Ring ring = new Ring(size, laps, at, Long.parseLong(words[2]));
                if (ring.laps() > furthest.laps() || ring.laps() == furthest.laps() && ring.at() >= furthest.at()) {
                    furthest = ring;
                }
            }
        }
        return furthest;
    }
}
