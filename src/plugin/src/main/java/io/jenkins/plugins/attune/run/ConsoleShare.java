package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.engine.log.Gap;
import io.jenkins.plugins.attune.engine.log.LogPage;
import io.jenkins.plugins.attune.engine.log.LogPages;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * What a console shows of one stream: the first part as it is written, and after the end the last part, which is read
 * back from the log that is stored with the build. Nothing of it is kept in memory.
 *
 * <p>It is given what has been masked already. Used under the lock of {@link BuildOutput}.
 */
final class ConsoleShare extends OutputStream {
    /** Of the limit, this part is kept for the last bytes: errors are there. */
    private static final int TAIL_PART = 4;

    /** How far the last part may begin later, to begin with a line. */
    private static final int LINE_SEARCH_BYTES = 4096;

    private static final int CHUNK_BYTES = 64 << 10;

    private final LineBreaker console;
    private final long limit;
    private long live;
    private long shown;
    private long hidden;
    private long leftOut;

    /**
     * @param limit of bytes in the console
     */
    ConsoleShare(LineBreaker console, long limit) {
        this.console = console;
        this.limit = limit;
        live = limit - limit / TAIL_PART;
    }

    /** Goes on where an earlier process ended, which showed as much of what it stored as this would have. */
    void resume(LogPages log) throws IOException {
        long before = log.length();
        List<Gap> gaps = log.gaps();
        shown = Math.min(live, gaps.isEmpty() ? before : gaps.get(0).offset());
        hidden = before - shown;
        gaps.forEach(gap -> leftOut(gap.bytes()));
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int now = hidden + leftOut > 0 ? 0 : (int) Math.min(length, live - shown);
        console.write(bytes, offset, now);
        shown += now;
        if (now < length && hidden == 0) {
            console.endLine(); // what else is shown meanwhile begins on a line of its own
        }
        hidden += length - now;
    }

    @Override
    public void flush() throws IOException {
        console.flush();
    }

    /** So many bytes of the stream were not kept; what follows is the last part. */
    void leftOut(long bytes) {
        leftOut += bytes;
    }

    /** Nothing can be read back at the end: what there is room for is shown as it comes. */
    void withoutLog() {
        if (hidden == 0) {
            live = limit;
        }
    }

    /** What is missing between the first part and the last one. */
    record Missing(long bytes, long leftOut, long tailFrom) {}

    /** Decides where the last part begins. */
    Missing missing(LogPages log) throws IOException {
        long stored = log.length();
        long from = Math.max(Math.min(shown, stored), stored - Math.min(hidden, limit - shown));
        from += untilLine(log, from, stored);
        return new Missing(hidden + leftOut - (stored - from), leftOut, from);
    }

    private long untilLine(LogPages log, long from, long stored) throws IOException {
        if (from <= shown && leftOut == 0) {
            return 0;
        }
        byte[] first = log.read(from, LINE_SEARCH_BYTES).bytes();
        for (int i = 0; i < first.length - 1; i++) {
            if (first[i] == '\n') {
                return Math.min(i + 1, stored - from);
            }
        }
        return 0;
    }

    /** Shows the last part. */
    void tail(LogPages log, Missing missing) throws IOException {
        long from = missing.tailFrom();
        boolean end = false;
        while (!end) {
            LogPage page = log.read(from, CHUNK_BYTES);
            console.write(page.bytes());
            from = page.next();
            end = page.end();
        }
    }

    /** Whether anything has not been shown. */
    boolean isPartial() {
        return hidden + leftOut > 0;
    }
}
