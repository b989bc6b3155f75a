package io.jenkins.plugins.attune.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.log.MeteredStorage.End;
import io.jenkins.plugins.attune.engine.log.MeteredStorage.Killed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends the process before each single byte and each other change of a small log, and opens what is left. */
class StoredLogCrashTest {
    private static final Executor AT_ONCE = Runnable::run;
    private static final int SEGMENT_BYTES = 19;
    private static final int PAGE_BYTES = 50;
    private static final long PLENTY = 1_000_000;

    /** Not a divisor of anything in the small story, so that the crashes before a crash fall everywhere. */
    private static final int STRIDE = 97;

    @TempDir
    Path root;

    private final Story story = Story.small();
    private int runs;
    private long marked;

    @ParameterizedTest
    @ValueSource(longs = {1000, 38})
    void goesOnAtTheLastMarkWhereverTheProcessWasKilled(long maxBytes) throws IOException {
        LogLimits limits = new LogLimits(SEGMENT_BYTES, maxBytes);
        long units = units(limits);
        assertThat(units).isGreaterThan(200);

        for (long until = 0; until < units; until++) {
            LogFiles files = nextRun();
            tellUntilKilled(files, limits, until);
            assertGoesOn(files, limits);
        }
    }

    @Test
    void goesOnAtTheLastMarkWhereTheProcessIsKilledAgainWhileItOpensTheLog() throws IOException {
        LogLimits limits = new LogLimits(SEGMENT_BYTES, 60);
        long units = units(limits);
        for (long until = 0; until < units; until += STRIDE) {
            boolean opened = false;
            for (long again = 0; !opened; again++) {
                LogFiles files = nextRun();
                tellUntilKilled(files, limits, until);
                opened = opensBeforeItIsKilled(files, limits, again);
                assertGoesOn(files, limits);
            }
        }
    }

    @Test
    void logThatWasClosedAndPackedGoesOnWhereItEnded() throws IOException {
        LogLimits limits = new LogLimits(2 * StoredLog.SMALL_BYTES, 10 * StoredLog.SMALL_BYTES);
        LogFiles files = nextRun();
        Story half = new Story().says("x".repeat(StoredLog.SMALL_BYTES + 9));
        Story whole = new Story()
                .says("x".repeat(StoredLog.SMALL_BYTES + 9))
                .leavesOut(4)
                .says("yz");
        try (StoredLog log = open(files, limits)) {
            half.tell(log, raw -> {});
        }
        assertThat(files.packed(0)).exists();

        try (StoredLog log = open(files, limits)) {
            assertThat(log.rawPosition()).isEqualTo(half.raw());
            assertThat(files.packed(0)).doesNotExist();
            whole.tell(log, raw -> {});
        }

        Story.assertStored(files.directory(), files.name(), whole.upTo(whole.raw(), PLENTY, true), 1000);
    }

    @Test
    void whatWasWrittenBehindTheMarkIsCutOffEvenWhereItIsPacked() throws IOException {
        LogLimits limits = new LogLimits(2 * StoredLog.SMALL_BYTES, 10 * StoredLog.SMALL_BYTES);
        LogFiles files = nextRun();
        Story half = new Story().says("half");
        try (StoredLog log = open(files, limits)) {
            half.tell(log, raw -> {});
            log.append(new byte[9 * StoredLog.SMALL_BYTES], 0, 9 * StoredLog.SMALL_BYTES);
        }
        assertThat(files.packed(0)).exists();

        try (StoredLog log = open(files, limits)) {
            assertThat(log.length()).isEqualTo(4);
        }

        Story.assertStored(files.directory(), files.name(), half.upTo(half.raw(), PLENTY, true), 1000);
    }

    @Test
    void processKilledBetweenMoveAndDeletionOfASegmentLeavesOneOfThem() throws IOException {
        LogLimits limits = new LogLimits(SEGMENT_BYTES, 1000);
        LogFiles files = nextRun();
        StoredLog log = StoredLog.open(files.directory(), files.name(), limits, task -> {});
        story.tell(log, raw -> {});
        byte[] raw = Files.readAllBytes(files.raw(0));
        new Packer(files, LogStorage.disk()).pack(0);
        Files.write(files.raw(0), raw);

        marked = story.raw();
        assertGoesOn(files, limits);

        assertThat(files.raw(0)).doesNotExist();
        assertThat(files.packed(0)).exists();
    }

    @Test
    void processKilledBetweenUnpackingAndDeletionOfASegmentLeavesTheRawOne() throws IOException {
        LogLimits limits = new LogLimits(2 * StoredLog.SMALL_BYTES, 10 * StoredLog.SMALL_BYTES);
        LogFiles files = nextRun();
        Story large = new Story().says("x".repeat(StoredLog.SMALL_BYTES + 1));
        try (StoredLog log = open(files, limits)) {
            large.tell(log, raw -> {});
        }
        Files.writeString(files.raw(0), "x".repeat(StoredLog.SMALL_BYTES + 1));

        StoredLog log = open(files, limits);

        assertThat(files.packed(0)).doesNotExist();
        assertThat(log.rawPosition()).isEqualTo(large.raw());
        Story.assertStored(files.directory(), files.name(), large.upTo(large.raw(), PLENTY, false), 100_000);
    }

    @Test
    void keepsItsSegmentsWhereTheSettingHasChanged() throws IOException {
        LogFiles files = nextRun();
        tellUntilKilled(files, new LogLimits(SEGMENT_BYTES, 1000), 500);
        assertThat(marked).isPositive().isLessThan(story.raw());

        assertGoesOn(files, new LogLimits(SEGMENT_BYTES + 1, 1000));
    }

    @Test
    void storesAgainFromWhereTheLimitWasWhenItIsHigherNow() throws IOException {
        LogFiles files = nextRun();
        StoredLog first = open(files, new LogLimits(SEGMENT_BYTES, 2));
        first.append(new byte[5], 0, 5);
        first.mark(5);

        StoredLog second = open(files, new LogLimits(SEGMENT_BYTES, 100));
        second.append(new byte[1], 0, 1);
        second.mark(6);
        second.close();

        assertThat(second.full()).isFalse();
        Story.assertStored(files.directory(), "stdout", new Story.Expected(new byte[3], List.of(new Gap(2, 3))), 100);
    }

    private long units(LogLimits limits) {
        MeteredStorage storage = new MeteredStorage(End.KILLED, PLENTY);
        try (StoredLog log = StoredLog.open(nextRun(), limits, AT_ONCE, storage)) {
            story.tell(log, raw -> {});
        }
        return PLENTY - storage.unitsLeft();
    }

    private void tellUntilKilled(LogFiles files, LogLimits limits, long units) {
        marked = 0;
        try {
            List<Runnable> packing = new ArrayList<>();
            StoredLog log = StoredLog.open(files, limits, packing::add, new MeteredStorage(End.KILLED, units));
            story.tell(log, raw -> {
                marked = raw;
                runAll(packing);
            });
            log.close();
            runAll(packing);
        } catch (Killed end) {
            assertThat(units).isLessThan(PLENTY);
        }
    }

    private static void runAll(List<Runnable> tasks) {
        tasks.forEach(Runnable::run);
        tasks.clear();
    }

    private static boolean opensBeforeItIsKilled(LogFiles files, LogLimits limits, long units) {
        try {
            StoredLog.open(files, limits, AT_ONCE, new MeteredStorage(End.KILLED, units));
            return true;
        } catch (Killed end) {
            return false;
        }
    }

    private void assertGoesOn(LogFiles files, LogLimits limits) throws IOException {
        StoredLog log = open(files, limits);
        assertThat(log.failed()).isNull();
        assertThat(log.rawPosition()).isEqualTo(marked);
        Story.Expected before = story.upTo(marked, limits.maxBytes(), false);
        assertThat(log.length()).isEqualTo(before.bytes().length);
        Story.assertStored(files.directory(), files.name(), before, PAGE_BYTES);

        story.tell(log, raw -> {});
        log.close();
        Story.assertStored(
                files.directory(), files.name(), story.upTo(story.raw(), limits.maxBytes(), true), PAGE_BYTES);
        try (var left = Files.list(files.directory())) {
            assertThat(left).noneMatch(file -> file.toString().endsWith(Packer.UNFINISHED));
        }
    }

    private LogFiles nextRun() {
        runs++;
        return new LogFiles(root.resolve(Integer.toString(runs)), "stdout");
    }

    private static StoredLog open(LogFiles files, LogLimits limits) {
        return StoredLog.open(files, limits, AT_ONCE, MeteredStorage.plenty());
    }
}
