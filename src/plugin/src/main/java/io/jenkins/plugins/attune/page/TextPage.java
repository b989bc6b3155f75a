package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.log.Gap;
import io.jenkins.plugins.attune.engine.log.LogPage;
import io.jenkins.plugins.attune.engine.log.LogPages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of a stream as text.
 *
 * <p>Pages begin at fixed distances, but a character belongs to the page where its first byte is: so pages can be
 * reached in any order, and each byte is shown on exactly one of them, whatever the bytes are.
 *
 * @param offset in bytes, as it was asked for
 * @param length of the stream at present, in bytes
 * @param end whether nothing comes behind this page at present
 */
public record TextPage(long offset, long length, boolean end, List<Part> parts) {
    /** Bytes from one page to the next. */
    public static final int PAGE_BYTES = 64 << 10;

    /** A character of UTF-8 has at most three bytes behind its first (RFC 3629, 3). */
    private static final int MAX_CONTINUATION = 3;

    private static final int CONTINUATION_MASK = 0xC0;
    private static final int CONTINUATION = 0x80;

    private static final char CONTROL_END = 0x20;
    private static final char CONTROL_PICTURES = 0x2400;
    private static final char DELETE = 0x7F;
    private static final char DELETE_PICTURE = 0x2421;

    public TextPage {
        parts = List.copyOf(parts);
    }

    /**
     * Text, or a place where bytes are missing.
     *
     * @param leftOut the number of missing bytes; 0 for text
     */
    public record Part(String text, long leftOut) {}

    static TextPage read(LogPages pages, long offset) throws IOException {
        LogPage page = pages.read(offset, PAGE_BYTES + MAX_CONTINUATION);
        byte[] bytes = page.bytes();
        int first = offset == 0 ? 0 : continuation(bytes, 0);
        int last = bytes.length <= PAGE_BYTES ? bytes.length : PAGE_BYTES + continuation(bytes, PAGE_BYTES);
        boolean end = page.end() && last == bytes.length;
        List<Part> parts = new ArrayList<>();
        int done = first;
        for (Gap gap : page.gaps()) {
            long at = gap.offset() - offset;
            if (at >= first && (at < last || end && at == last)) {
                addText(parts, bytes, done, (int) at);
                parts.add(new Part("", gap.bytes()));
                done = (int) at;
            }
        }
        addText(parts, bytes, done, last);
        return new TextPage(offset, pages.length(), end, parts);
    }

    private static int continuation(byte[] bytes, int from) {
        int count = 0;
        while (count < MAX_CONTINUATION
                && from + count < bytes.length
                && (bytes[from + count] & CONTINUATION_MASK) == CONTINUATION) {
            count++;
        }
        return count;
    }

    private static void addText(List<Part> parts, byte[] bytes, int from, int to) {
        if (to > from) {
            parts.add(new Part(visible(new String(bytes, from, to - from, StandardCharsets.UTF_8)), 0));
        }
    }

    /** Pages cannot hold control characters; Unicode has pictures of them in the same order. */
    private static String visible(String text) {
        StringBuilder shown = new StringBuilder(text);
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (c == DELETE) {
                shown.setCharAt(i, DELETE_PICTURE);
            } else if (c < CONTROL_END && c != '\t' && c != '\n' && c != '\r') {
                shown.setCharAt(i, (char) (CONTROL_PICTURES + c));
            }
        }
        return shown.toString();
    }

    /** Where the page before begins, or null on the first. */
    @CheckForNull
    public Long previous() {
        return offset == 0 ? null : Long.valueOf(Math.max(0, Math.min(offset, length) - PAGE_BYTES));
    }

    /** Where the next page begins, or null where there is none at present. */
    @CheckForNull
    public Long next() {
        return end ? null : Long.valueOf(offset + PAGE_BYTES);
    }

    /** Where the last page begins. */
    public long last() {
        return Math.max(0, length - 1) / PAGE_BYTES * PAGE_BYTES;
    }
}
