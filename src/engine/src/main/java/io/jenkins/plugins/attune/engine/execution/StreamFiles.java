package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What the supervisor kept of one stream: {@code head}, and after a gap up to two segments of the last part.
 *
 * <p>Only {@code head} is read while the process writes; it only ever grows. The rest is read after the end.
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

    /** The segments of the last part, oldest first; empty where the whole stream is in {@code head}. */
    List<Path> tail() throws IOException {
        List<Path> segments = new ArrayList<>();
        long[] gap = gap();
        if (gap != null) {
            for (long segment : new long[] {1 - gap[0], gap[0]}) {
                Path file = directory.file(stream.file() + ".tail" + segment);
                if (Files.exists(file)) {
                    segments.add(file);
                }
            }
        }
        return segments;
    }

    /** Bytes of the first part. */
    long headBytes() throws IOException {
        return size(head());
    }

    /** Bytes between {@code head} and the tail that were not kept. */
    long leftOut() throws IOException {
        long[] gap = gap();
        return gap == null ? 0 : gap[1];
    }

    /** The end of the run as far as this stream is concerned. */
    RunOutcome.Captured capture(int resultBytes) throws IOException {
        long kept = size(head());
        List<Path> parts = new ArrayList<>(List.of(head()));
        for (Path segment : tail()) {
            kept += size(segment);
            parts.add(segment);
        }
        byte[] first = read(head(), 0, resultBytes);
        if (first.length < resultBytes && parts.size() > 1 && leftOut() == 0) {
            first = join(parts, resultBytes);
        }
        // What lies before a gap is no part of the end.
        byte[] tail = last(leftOut() > 0 ? parts.subList(1, parts.size()) : parts);
        return new RunOutcome.Captured(first, tail, kept + leftOut(), leftOut(), damaged());
    }

    private boolean damaged() {
        return directory
                        .path()
                        .toFile()
                        .list((path, name) -> name.startsWith(stream.file() + ".") && name.endsWith(".lost"))
                        .length
                > 0;
    }

    private static byte[] join(List<Path> parts, int limit) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(limit);
        for (Path part : parts) {
            all.put(read(part, 0, all.remaining()));
        }
        byte[] bytes = new byte[all.position()];
        all.flip().get(bytes);
        return bytes;
    }

    private static byte[] last(List<Path> parts) throws IOException {
        byte[] tail = new byte[0];
        for (int i = parts.size() - 1; i >= 0 && tail.length < RunOutcome.Captured.TAIL_BYTES; i--) {
            int wanted = RunOutcome.Captured.TAIL_BYTES - tail.length;
            byte[] part = read(parts.get(i), Math.max(0, size(parts.get(i)) - wanted), wanted);
            byte[] longer = new byte[part.length + tail.length];
            System.arraycopy(part, 0, longer, 0, part.length);
            System.arraycopy(tail, 0, longer, part.length, tail.length);
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

    /** Segment written last, and bytes dropped; null while nothing was. */
    @CheckForNull
    private long[] gap() throws IOException {
        String line = directory.read(stream.file() + ".gap");
        if (line == null || !line.endsWith("\n")) {
            return null;
        }
        String[] words = line.trim().split(" ");
        return new long[] {Long.parseLong(words[0]), Long.parseLong(words[1])};
    }
}
