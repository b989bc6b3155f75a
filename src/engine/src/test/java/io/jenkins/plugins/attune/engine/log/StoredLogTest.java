package io.jenkins.plugins.attune.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredLogTest {
    private static final long UNBOUNDED = 1000;
    private static final Executor AT_ONCE = Runnable::run;

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 7, 8, 14, 1000})
    void storesChunksOfAnySizeExactly(int segmentBytes) throws IOException {
        Story story = Story.small();
        try (StoredLog log = open(new LogLimits(segmentBytes, UNBOUNDED), AT_ONCE)) {
            story.tell(log, raw -> {});
        }

        for (int pageBytes : new int[] {1, 3, 7, 100}) {
            Story.assertStored(run(), "stdout", story.upTo(story.raw(), UNBOUNDED, true), pageBytes);
        }
    }

    @Test
    void bytesOfAnyValueArriveUnchanged() throws IOException {
        byte[] bytes = new byte[200_000];
        new Random(1).nextBytes(bytes);
        Story story = new Story().says(bytes);
        try (StoredLog log = open(new LogLimits(4096, bytes.length), AT_ONCE)) {
            story.tell(log, raw -> {});
            assertThat(log.full()).isFalse();
        }

        Story.assertStored(run(), "stdout", story.upTo(story.raw(), bytes.length, true), 5000);
    }

    @Test
    void logWithoutOutputReadsAsEmpty() throws IOException {
        open(LogLimits.defaults(), AT_ONCE).close();

        Story.assertStored(run(), "stdout", new Story.Expected(new byte[0], List.of()), 10);
        assertThat(names()).containsExactly("stdout.index", "stdout.position");
    }

    @Test
    void finishedSegmentsArePackedAndTheRestStaysRawWhereItIsSmall() throws IOException {
        try (StoredLog log = open(new LogLimits(7, UNBOUNDED), AT_ONCE)) {
            Story.small().tell(log, raw -> {});
        }

        assertThat(names())
                .containsExactly(
                        "stdout.000.log.gz",
                        "stdout.001.log.gz",
                        "stdout.002.log.gz",
                        "stdout.003.log.gz",
                        "stdout.004.log.gz",
                        "stdout.005.log.gz",
                        "stdout.006.log.gz",
                        "stdout.007.log.gz",
                        "stdout.008.log",
                        "stdout.index",
                        "stdout.position");
    }

    @ParameterizedTest
    @ValueSource(ints = {StoredLog.SMALL_BYTES, StoredLog.SMALL_BYTES + 1})
    void lastSegmentIsPackedWhereItIsLarge(int bytes) {
        try (StoredLog log = open(LogLimits.defaults(), AT_ONCE)) {
            log.append(new byte[bytes], 0, bytes);
        }

        assertThat(names().get(0)).isEqualTo(bytes > StoredLog.SMALL_BYTES ? "stdout.000.log.gz" : "stdout.000.log");
    }

    @Test
    void packingIsLeftToTheExecutor() {
        List<Runnable> tasks = new ArrayList<>();
        try (StoredLog log = open(new LogLimits(7, UNBOUNDED), tasks::add)) {
            Story.small().tell(log, raw -> {});
        }
        assertThat(names()).noneMatch(name -> name.endsWith(".gz"));

        tasks.forEach(Runnable::run);

        assertThat(names()).filteredOn(name -> name.endsWith(".gz")).hasSize(8);
        assertThat(names()).filteredOn(name -> name.endsWith(".log")).hasSize(1);
    }

    @Test
    void segmentIsNotPackedBeforeTwoMarksLieBehindIt() {
        StoredLog log = open(new LogLimits(7, UNBOUNDED), AT_ONCE);
        log.append(new byte[7], 0, 7);
        log.mark(7);
        assertThat(names()).contains("stdout.000.log");

        log.mark(8);

        assertThat(names()).contains("stdout.000.log.gz").doesNotContain("stdout.000.log");
    }

    @Test
    void executorThatTakesNothingMoreLeavesSegmentsRaw() throws IOException {
        Story story = Story.small();
        try (StoredLog log = open(new LogLimits(7, UNBOUNDED), task -> {
            throw new RejectedExecutionException("shut down");
        })) {
            story.tell(log, raw -> {});
        }
        Story.assertStored(run(), "stdout", story.upTo(story.raw(), UNBOUNDED, true), 10);

        open(new LogLimits(7, UNBOUNDED), AT_ONCE).close();

        assertThat(names()).filteredOn(name -> name.endsWith(".gz")).hasSize(8);
    }

    @Test
    void limitEndsStoringAndIsSaidOnce() throws IOException {
        Story story = Story.small();
        StoredLog log = open(new LogLimits(7, 20), AT_ONCE);
        List<Boolean> full = new ArrayList<>();

        story.tell(log, raw -> full.add(log.full()));
        log.close();

        assertThat(full).containsExactly(false, false, false, true, false, false, false, false);
        assertThat(log.failed()).isNull();
        Story.assertStored(run(), "stdout", story.upTo(story.raw(), 20, true), 6);
    }

    @Test
    void limitThatIsJustReachedIsNotExceeded() throws IOException {
        StoredLog log = open(new LogLimits(7, 21), AT_ONCE);
        log.append(new byte[21], 0, 21);
        log.append(new byte[21], 21, 0);
        assertThat(log.full()).isFalse();
        log.append(new byte[1], 0, 1);
        assertThat(log.full()).isTrue();
        log.close();

        Story.assertStored(run(), "stdout", new Story.Expected(new byte[21], List.of(new Gap(21, 1))), 100);
    }

    @Test
    void appendsOnlyThePartThatIsNamed() throws IOException {
        try (StoredLog log = open(LogLimits.defaults(), AT_ONCE)) {
            log.append("abcdef".getBytes(StandardCharsets.UTF_8), 2, 3);
        }

        Story.assertStored(run(), "stdout", new Story.Expected("cde".getBytes(StandardCharsets.UTF_8), List.of()), 100);
    }

    @Test
    void manyGapsEndStoringBeforeTheIndexGrowsOn() throws IOException {
        StoredLog log = open(LogLimits.defaults(), AT_ONCE);
        for (int i = 0; i < 2 * IndexContent.MAX_ENTRIES; i++) {
            log.append(new byte[1], 0, 1);
            log.gap(1);
        }
        assertThat(log.full()).isTrue();
        log.close();

        LogPage page = LogPages.of(run(), "stdout").read(0, 1 << 20);
        assertThat(page.gaps()).hasSize(IndexContent.MAX_ENTRIES);
        assertThat(page.bytes().length
                        + page.gaps().stream().mapToLong(Gap::bytes).sum())
                .isEqualTo(4L * IndexContent.MAX_ENTRIES);
    }

    @Test
    void interruptedThreadStoresAndStaysInterrupted() throws IOException {
        Story story = Story.small();
        StoredLog log = open(new LogLimits(7, UNBOUNDED), task -> {});
        Thread.currentThread().interrupt();
        story.tell(log, raw -> {});
        log.close();
        assertThat(Thread.interrupted()).isTrue();

        assertThat(log.failed()).isNull();
        Story.assertStored(run(), "stdout", story.upTo(story.raw(), UNBOUNDED, true), 10);
    }

    @Test
    void streamsOfOneRunDoNotMeet() throws IOException {
        Story out = new Story().says("on standard output");
        Story err = new Story().says("on standard error").leavesOut(3);
        LogLimits limits = new LogLimits(7, UNBOUNDED);
        try (StoredLog stdout = StoredLog.open(run(), "stdout", limits, AT_ONCE);
                StoredLog stderr = StoredLog.open(run(), "stderr", limits, AT_ONCE)) {
            out.tell(stdout, raw -> {});
            err.tell(stderr, raw -> {});
        }
        StoredLog.open(run(), "stdout", limits, AT_ONCE).close();

        Story.assertStored(run(), "stdout", out.upTo(out.raw(), UNBOUNDED, true), 5);
        Story.assertStored(run(), "stderr", err.upTo(err.raw(), UNBOUNDED, true), 5);
    }

    @Test
    void wrongUseIsRefused() {
        StoredLog log = open(LogLimits.defaults(), AT_ONCE);
        log.mark(5);
        assertThatThrownBy(() -> log.mark(4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.gap(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.append(new byte[1], 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        log.close();
        log.close();
        assertThatThrownBy(() -> log.append(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> StoredLog.open(run(), "../x", LogLimits.defaults(), AT_ONCE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LogLimits(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LogLimits(1, 1 << 20)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Gap(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private Path run() {
        return root.resolve("attune").resolve("1");
    }

    private StoredLog open(LogLimits limits, Executor executor) {
        return StoredLog.open(run(), "stdout", limits, executor);
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(run())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
