package io.jenkins.plugins.attune.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.log.LogLimits;
import io.jenkins.plugins.attune.engine.log.LogPages;
import io.jenkins.plugins.attune.engine.log.StoredLog;
import io.jenkins.plugins.attune.page.TextPage.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPageTest {
    private static final int PAGE = TextPage.PAGE_BYTES;

    @TempDir
    private Path directory;

    private LogPages stored(byte[]... pieces) {
        try (StoredLog log = StoredLog.open(directory, "stdout", LogLimits.defaults(), Runnable::run)) {
            long raw = 0;
            for (byte[] piece : pieces) {
                if (raw > 0) {
                    log.gap(7);
                    raw += 7;
                }
                log.append(piece, 0, piece.length);
                raw += piece.length;
                log.mark(raw);
            }
        }
        return LogPages.of(directory, "stdout");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String all(LogPages pages) throws IOException {
        StringBuilder text = new StringBuilder();
        Long offset = 0L;
        while (offset != null) {
            TextPage page = TextPage.read(pages, offset);
            page.parts().forEach(part -> text.append(part.leftOut() > 0 ? "[" + part.leftOut() + "]" : part.text()));
            offset = page.next();
        }
        return text.toString();
    }

    @Test
    void anEmptyLogIsOneEmptyPage() throws IOException {
        TextPage page = TextPage.read(LogPages.of(directory, "stdout"), 0);
        assertThat(page.parts()).isEmpty();
        assertThat(page.previous()).isNull();
        assertThat(page.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void noCharacterIsTornAtTheEndOfAPage(int bytesBefore) throws IOException {
        String text = "x".repeat(PAGE - bytesBefore) + "😀€é" + "y".repeat(10);
        assertThat(all(stored(bytes(text)))).isEqualTo(text);
    }

    @Test
    void pagesAreReachedForwardsBackwardsAndFromTheEnd() throws IOException {
        LogPages pages = stored(bytes("a".repeat(PAGE) + "b".repeat(PAGE) + "c"));
        TextPage first = TextPage.read(pages, 0);
        assertThat(first.next()).isEqualTo(PAGE);
        assertThat(first.last()).isEqualTo(2L * PAGE);
        TextPage last = TextPage.read(pages, first.last());
        assertThat(last.parts()).containsExactly(new Part("c", 0));
        assertThat(last.next()).isNull();
        assertThat(last.previous()).isEqualTo(PAGE);
        assertThat(TextPage.read(pages, PAGE).parts()).containsExactly(new Part("b".repeat(PAGE), 0));
    }

    @Test
    void aPageThatEndsWithTheLogIsTheLast() throws IOException {
        LogPages pages = stored(bytes("a".repeat(PAGE)));
        assertThat(TextPage.read(pages, 0).next()).isNull();
        assertThat(TextPage.read(pages, 0).last()).isZero();
    }

    @Test
    void anOffsetBehindTheEndIsAnEmptyPageThatLeadsBack() throws IOException {
        LogPages pages = stored(bytes("a".repeat(PAGE + 1)));
        TextPage page = TextPage.read(pages, Long.MAX_VALUE);
        assertThat(page.parts()).isEmpty();
        assertThat(page.next()).isNull();
        assertThat(page.previous()).isEqualTo(1);
    }

    @Test
    void aGapIsToldOnceAtItsPlace() throws IOException {
        assertThat(TextPage.read(stored(bytes("head"), bytes("tail")), 0).parts())
                .containsExactly(new Part("head", 0), new Part("", 7), new Part("tail", 0));
    }

    @Test
    void aGapBetweenTwoPagesIsToldOnOneOfThem() throws IOException {
        assertThat(all(stored(bytes("a".repeat(PAGE)), bytes("b"), new byte[0])))
                .isEqualTo("a".repeat(PAGE) + "[7]b[7]");
    }

    @Test
    void controlCharactersAreShownAsPictures() throws IOException {
        assertThat(all(stored(bytes("a\0b\u001b[1mc\u007f\t\r\n")))).isEqualTo("a\u2400b\u241b[1mc\u2421\t\r\n");
    }

    @Test
    void bytesThatAreNoTextAreAllShownOnce() throws IOException {
        byte[] random = new byte[3 * PAGE];
        new Random(1).nextBytes(random);
        for (int i = PAGE; i < PAGE + 8; i++) {
            random[i] = (byte) 0x80;
        }
        LogPages pages = stored(random);
        long shown = 0;
        for (long offset = 0; offset < random.length; offset += PAGE) {
            shown += TextPage.read(pages, offset).parts().stream()
                    .flatMapToInt(part -> part.text().codePoints())
                    .count();
        }
        assertThat(shown)
                .isEqualTo(
                        new String(random, StandardCharsets.UTF_8).codePoints().count());
    }
}
