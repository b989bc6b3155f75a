package io.jenkins.plugins.attune.engine.environment;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a build says, in a file of bounded size: the first part as it comes, then the last lines; passwords are hidden.
 *
 * <p>Safe for several threads; what comes after the end is dropped.
 */
final class BuildLog implements AutoCloseable {
    /** Enough for the story of an ordinary build, in characters. */
    private static final int HEAD = 512 << 10;

    /** What is kept of the end of a long one, in characters. */
    private static final int TAIL = 64 << 10;

    /** A longer line is a progress bar or a file, in characters. */
    private static final int LINE = 4 << 10;

    private final Redaction redaction;
    private final BufferedWriter out;
    private final Deque<String> tail = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private long written;
    private long tailLength;
    private long leftOut;
    private boolean closed;

    BuildLog(Path file, Redaction redaction) throws IOException {
        this.redaction = redaction;
        out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    /** Takes what was read from an installer, cut anywhere. */
    synchronized void append(CharSequence text) throws IOException {
        if (closed) {
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\n' || next == '\r') {
                endLine();
            } else if (line.length() < LINE) {
                line.append(next);
            }
        }
    }

    /** A line of our own. */
    synchronized void say(String text) throws IOException {
        endLine();
        append(text);
        endLine();
    }

    /** What came last, without empty lines; at most {@code count} lines. */
    synchronized List<String> last(int count) throws IOException {
        endLine();
        return tail.stream().skip(Math.max(0, tail.size() - count)).toList();
    }

    private void endLine() throws IOException {
        if (closed || line.toString().isBlank()) {
            line.setLength(0);
            return;
        }
        String shown = redaction.apply(line.toString());
        line.setLength(0);
        if (written < HEAD) {
            out.write(shown + "\n");
            written += shown.length() + 1L;
        } else {
            leftOut++;
        }
        tail.addLast(shown);
        tailLength += shown.length();
        while (tailLength > TAIL) {
            tailLength -= tail.removeFirst().length();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        try (out) {
            endLine();
            closed = true;
            if (leftOut > 0) {
                long missing = Math.max(0, leftOut - tail.size());
                out.write("… " + missing + " lines left out …\n");
                for (String late :
                        tail.stream().skip(Math.max(0, tail.size() - leftOut)).toList()) {
                    out.write(late + "\n");
                }
            }
        }
    }
}
