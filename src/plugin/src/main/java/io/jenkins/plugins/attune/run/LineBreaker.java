package io.jenkins.plugins.attune.run;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Breaks lines that are too long for a console.
 *
 * <p>Whatever else looks at a build's log does so by whole lines and keeps them in memory until they end; an action
 * need never end one.
 */
final class LineBreaker extends OutputStream {
    /** Longest line passed on, in bytes. */
    static final int MAX_LINE_BYTES = 64 << 10;

    private final OutputStream target;
    private int line;

    LineBreaker(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            line = bytes[i] == '\n' ? 0 : line + 1;
            if (line == MAX_LINE_BYTES) {
                target.write(bytes, from, i + 1 - from);
                target.write('\n');
                from = i + 1;
                line = 0;
            }
        }
        target.write(bytes, from, end - from);
    }

    /** Ends the line that was begun, if any. */
    void endLine() throws IOException {
        if (line > 0) {
            target.write('\n');
            line = 0;
        }
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }
}
