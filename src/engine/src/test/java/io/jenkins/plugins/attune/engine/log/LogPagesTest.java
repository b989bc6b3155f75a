package io.jenkins.plugins.attune.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPagesTest {
    private static final LogLimits LIMITS = new LogLimits(7, 1000);

    @TempDir
    Path run;

    @Test
    void everyPageOfEverySizeIsExact() throws IOException {
        Story story = Story.small();
        write(story);
        Story.Expected expected = story.upTo(story.raw(), 1000, true);
        LogPages pages = pages();
        int length = expected.bytes().length;

        for (int offset = 0; offset <= length; offset++) {
            for (int size = 1; size <= length + 1; size++) {
                LogPage page = pages.read(offset, size);
                int to = Math.min(length, offset + size);
                assertThat(page.bytes()).isEqualTo(Arrays.copyOfRange(expected.bytes(), offset, to));
                assertThat(page.next()).isEqualTo(to);
                assertThat(page.end()).isEqualTo(to == length);
                int from = offset;
                assertThat(page.gaps())
                        .isEqualTo(expected.gaps().stream()
                                .filter(gap -> gap.offset() >= from && gap.offset() < to)
                                .toList());
            }
        }
    }

    @Test
    void gapsAtOneOffsetAreOneAndTheOneAtTheEndComesWithTheLastPage() throws IOException {
        write(new Story()
                .leavesOut(1)
                .says("abcdefg")
                .leavesOut(2)
                .leavesOut(3)
                .says("hi")
                .leavesOut(4));

        assertThat(pages().read(0, 7).gaps()).containsExactly(new Gap(0, 1));
        assertThat(pages().read(7, 1).gaps()).containsExactly(new Gap(7, 5));
        assertThat(pages().read(8, 1).gaps()).containsExactly(new Gap(9, 4));
        assertThat(pages().read(9, 1)).satisfies(page -> {
            assertThat(page.bytes()).isEmpty();
            assertThat(page.gaps()).containsExactly(new Gap(9, 4));
            assertThat(page.end()).isTrue();
        });
    }

    @Test
    void pageBehindTheEndIsEmptyAndStaysThere() throws IOException {
        write(Story.small());

        LogPage page = pages().read(Long.MAX_VALUE, 10);

        assertThat(page.bytes()).isEmpty();
        assertThat(page.next()).isEqualTo(Long.MAX_VALUE);
        assertThat(page.end()).isTrue();
        assertThat(page.gaps()).isEmpty();
    }

    @Test
    void logThatIsNotThereIsEmpty() throws IOException {
        assertThat(pages().length()).isZero();
        assertThat(pages().read(0, 10)).satisfies(page -> {
            assertThat(page.bytes()).isEmpty();
            assertThat(page.end()).isTrue();
        });
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        pages().copyTo(copy);
        assertThat(copy.size()).isZero();
    }

    @Test
    void pageWithoutSenseIsRefused() {
        assertThatThrownBy(() -> pages().read(-1, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pages().read(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void downloadIsExactAndCanNameWhatIsMissing() throws IOException {
        Story story = Story.small();
        write(story);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ByteArrayOutputStream noticed = new ByteArrayOutputStream();

        pages().copyTo(plain);
        pages().copyTo(noticed, leftOut -> "[" + leftOut + "]");

        assertThat(plain.toByteArray())
                .isEqualTo(story.upTo(story.raw(), 1000, true).bytes());
        assertThat(noticed.toString(StandardCharsets.UTF_8))
                .isEqualTo("abcdefghijklm[5]nopqrstu[77]vwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456");
    }

    @Test
    void downloadNamesWhatIsMissingAtTheEnd() throws IOException {
        write(new Story().says("abc").leavesOut(4));
        ByteArrayOutputStream noticed = new ByteArrayOutputStream();

        pages().copyTo(noticed, leftOut -> "[" + leftOut + "]");

        assertThat(noticed.toString(StandardCharsets.UTF_8)).isEqualTo("abc[4]");
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void downloadEndsBeforeASegmentThatVanishes() throws IOException {
        write(Story.small());
        Files.delete(new LogFiles(run, "stdout").packed(2));
        ByteArrayOutputStream copy = new ByteArrayOutputStream();

        pages().copyTo(copy);

        assertThat(copy.toString(StandardCharsets.UTF_8)).isEqualTo("abcdefghijklmn");
    }

    @Test
    void whatIsWrittenShowsAtOnce() throws IOException {
        try (StoredLog log = StoredLog.open(run, "stdout", LIMITS, Runnable::run)) {
            log.append("first".getBytes(StandardCharsets.UTF_8), 0, 5);
            assertThat(pages().read(0, 100).bytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("first");
            log.append(" then".getBytes(StandardCharsets.UTF_8), 0, 5);
            assertThat(pages().read(5, 100).bytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(" then");
        }
    }

    @Test
    void removedLogReadsAsEmpty() throws IOException {
        write(Story.small());
        Retention.apply(List.of(new StoredRun("1", run, Instant.EPOCH, 0)));

        assertThat(pages().read(0, 100).bytes()).isEmpty();
        assertThat(pages().length()).isZero();
    }

    @Test
    void segmentThatVanishesEndsThePageBeforeIt() throws IOException {
        write(Story.small());
        Files.delete(new LogFiles(run, "stdout").packed(2));

        assertThat(pages().read(0, 100)).satisfies(page -> {
            assertThat(page.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("abcdefghijklmn");
            assertThat(page.end()).isTrue();
        });
    }

    @Test
    void segmentCutUnderTheReaderHasNoBytesBehindItsEnd() throws IOException {
        write(new Story().says("abcd"));

        try (var bytes = new LogFiles(run, "stdout").open(0, 5)) {
            assertThat(bytes).isNotNull().isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33})
    void lengthIsFoundForAnyNumberOfSegments(int segments) throws IOException {
        try (StoredLog log = StoredLog.open(run, "stdout", LIMITS, Runnable::run)) {
            log.append(new byte[7 * segments], 0, 7 * segments);
            assertThat(pages().length()).isEqualTo(7L * segments);
            log.append(new byte[3], 0, 3);
            assertThat(pages().length()).isEqualTo(7L * segments + 3);
        }
        assertThat(pages().length()).isEqualTo(7L * segments + 3);
    }

    @Test
    void largeLogIsNeverHeldWhole() throws IOException {
        byte[] chunk = new byte[64 << 10];
        long total = 24L << 20;
        CRC32 written = new CRC32();
        try (StoredLog log = StoredLog.open(run, "stdout", new LogLimits(1 << 20, total), Runnable::run)) {
            for (long at = 0; at < total; at += chunk.length) {
                Arrays.fill(chunk, (byte) (at >> 16));
                log.append(chunk, 0, chunk.length);
                log.mark(at + chunk.length);
                written.update(chunk);
            }
        }
        assertThat(Retention.bytes(run)).isLessThan(1 << 20);

        assertThat(pages().read(1, Integer.MAX_VALUE).bytes()).hasSize(LogPages.MAX_PAGE_BYTES);
        CRC32 copied = new CRC32();
        pages().copyTo(new OutputStream() {
            @Override
            public void write(int octet) {
                copied.update(octet);
            }

            @Override
            public void write(byte[] bytes, int from, int count) {
                assertThat(count).isLessThanOrEqualTo(64 << 10);
                copied.update(bytes, from, count);
            }
        });
        assertThat(copied.getValue()).isEqualTo(written.getValue());
    }

    private void write(Story story) {
        try (StoredLog log = StoredLog.open(run, "stdout", LIMITS, Runnable::run)) {
            story.tell(log, raw -> {});
        }
    }

    private LogPages pages() {
        return LogPages.of(run, "stdout");
    }
}
