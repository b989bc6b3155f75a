package io.jenkins.plugins.attune.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogPagesWhileWrittenTest {
    private static final int TOTAL_BYTES = 1 << 20;
    private static final int SEGMENT_BYTES = 4096;
    private static final int CHUNK_BYTES = 5000;
    private static final int GAP_EVERY = 7;
    private static final LogLimits LIMITS = new LogLimits(SEGMENT_BYTES, TOTAL_BYTES);

    @TempDir
    Path run;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void stopThreads() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void readerSeesEachByteAndGapOnceInOrderWhileSegmentsArePackedUnderIt() throws Exception {
        Future<TreeSet<Long>> writer = threads.submit(this::write);
        LogPages pages = LogPages.of(run, "stdout");
        Random random = new Random(2);
        TreeSet<Long> gaps = new TreeSet<>();
        long offset = 0;
        while (offset < TOTAL_BYTES) {
            boolean written = writer.isDone();
            LogPage page = pages.read(offset, 1 + random.nextInt(3 * SEGMENT_BYTES));
            assertPattern(page.bytes(), offset);
            page.gaps().forEach(gap -> gaps.add(gap.offset()));
            assertThat(written && page.bytes().length == 0).isFalse();
            offset = page.next();
        }
        pages.read(TOTAL_BYTES, 1).gaps().forEach(gap -> gaps.add(gap.offset()));
        assertThat(gaps).isEqualTo(writer.get());
    }

    @Test
    void downloadDuringWritingIsABeginningOfTheLogThatOnlyGrows() throws Exception {
        Future<TreeSet<Long>> writer = threads.submit(this::write);
        LogPages pages = LogPages.of(run, "stdout");
        long before = 0;
        boolean written;
        do {
            written = writer.isDone();
            Pattern copy = new Pattern();
            pages.copyTo(copy);
            assertThat(copy.position).isGreaterThanOrEqualTo(before);
            before = copy.position;
        } while (!written);
        assertThat(before).isEqualTo(TOTAL_BYTES);
    }

    private TreeSet<Long> write() {
        TreeSet<Long> gaps = new TreeSet<>();
        byte[] bytes = new byte[TOTAL_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = pattern(i);
        }
        try (StoredLog log = StoredLog.open(run, "stdout", LIMITS, threads)) {
            int number = 0;
            for (int at = 0; at < TOTAL_BYTES; at += CHUNK_BYTES) {
                int count = Math.min(CHUNK_BYTES, TOTAL_BYTES - at);
                log.append(bytes, at, count);
                number++;
                if (number % GAP_EVERY == 0) {
                    log.gap(number);
                    gaps.add((long) at + count);
                }
                log.mark(at + count);
            }
            assertThat(Stream.ofNullable(log.failed())).isEmpty();
        }
        return gaps;
    }

    private static void assertPattern(byte[] bytes, long offset) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != pattern(offset + i)) {
                throw new AssertionError("another byte at " + (offset + i));
            }
        }
    }

    /** Repeats after no power of two, so that a segment cannot be taken for another. */
    private static byte pattern(long offset) {
        return (byte) (offset % 251 + offset / SEGMENT_BYTES);
    }

    /** Compares what is written to it. */
    private static final class Pattern extends OutputStream {
        private long position;

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            assertPattern(Arrays.copyOfRange(bytes, from, from + count), position);
            position += count;
        }
    }
}
