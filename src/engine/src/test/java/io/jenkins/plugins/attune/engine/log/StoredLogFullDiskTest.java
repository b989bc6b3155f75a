package io.jenkins.plugins.attune.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.log.MeteredStorage.End;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@ExtendWith(QuietLogging.class)
class StoredLogFullDiskTest {
    private static final LogLimits LIMITS = new LogLimits(7, 1000);
    private static final Executor AT_ONCE = Runnable::run;
    private static final int STREAM_BYTES = 60;
    private static final int CHUNK_BYTES = 4;
    private static final long PLENTY = 1_000_000;

    @TempDir
    Path root;

    private int runs;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "KILLED")
    void errorAfterAnyByteEndsStoringAndIsSaidOnce(End end) throws IOException {
        long units = PLENTY - tell(nextRun(), end, PLENTY, new ArrayList<>());
        int failures = 0;
        for (long until = 0; until < units; until++) {
            LogFiles files = nextRun();
            List<String> reasons = new ArrayList<>();
            tell(files, end, until, reasons);

            assertThat(reasons).hasSizeLessThanOrEqualTo(1);
            assertThat(reasons).isSubsetOf(end == End.DISK_FULL ? "No space left on device" : "Input/output error");
            failures += reasons.size();
            LogPage page = LogPages.of(files.directory(), files.name()).read(0, 1000);
            assertThat(page.bytes()).isEqualTo(Arrays.copyOf(stream(), page.bytes().length));
            assertThat(reasons.isEmpty()).isEqualTo(page.bytes().length == STREAM_BYTES && marksEnd(files));
        }
        assertThat(failures).isGreaterThan(STREAM_BYTES);
    }

    @Test
    void positionGoesOnWhileTheDiskIsFullAndALogOpenedWithSpaceHasAGapThere() throws IOException {
        long units = PLENTY - tell(nextRun(), End.DISK_FULL, PLENTY, new ArrayList<>());
        int resumed = 0;
        for (long until = units - STREAM_BYTES; until < units; until++) {
            LogFiles files = nextRun();
            List<String> reasons = new ArrayList<>();
            tell(files, End.DISK_FULL, until, reasons);

            StoredLog log = StoredLog.open(files, LIMITS, AT_ONCE, MeteredStorage.plenty());
            assertThat(log.rawPosition()).isEqualTo(STREAM_BYTES);
            int stored = (int) log.length();
            log.append(new byte[] {'!'}, 0, 1);
            log.mark(STREAM_BYTES + 1);
            log.close();

            byte[] bytes = Arrays.copyOf(stream(), stored + 1);
            bytes[stored] = '!';
            List<Gap> gaps = stored < STREAM_BYTES ? List.of(new Gap(stored, STREAM_BYTES - stored)) : List.of();
            Story.assertStored(files.directory(), files.name(), new Story.Expected(bytes, gaps), 10);
            resumed += gaps.size();
        }
        assertThat(resumed).isEqualTo(STREAM_BYTES);
    }

    @Test
    void gapThatCannotBeEnteredIsPartOfWhatIsDropped() throws IOException {
        LogFiles files = nextRun();
        LogStorage disk = LogStorage.disk();
        StoredLog log = StoredLog.open(files, LIMITS, AT_ONCE, disk);
        log.close();
        StoredLog full = StoredLog.open(files, LIMITS, AT_ONCE, new MeteredStorage(End.DISK_FULL, 1));
        full.gap(9);
        full.append(new byte[2], 0, 2);
        full.mark(11);
        assertThat(full.failed()).isEqualTo("No space left on device");
        full.close();

        StoredLog.open(files, LIMITS, AT_ONCE, disk).close();

        Story.assertStored(
                files.directory(), files.name(), new Story.Expected(new byte[0], List.of(new Gap(0, 11))), 10);
    }

    @Test
    void directoryThatCannotBeMadeEndsStoringOnly() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "in the way");

        try (StoredLog log = StoredLog.open(file, "stdout", LIMITS, AT_ONCE)) {
            assertThat(log.failed()).isEqualTo("FileAlreadyExistsException");
            assertThat(log.failed()).isNull();
            log.append(new byte[3], 0, 3);
            log.gap(3);
            log.mark(6);
            assertThat(log.full()).isFalse();
            assertThat(log.length()).isZero();
        }
        assertThat(file).hasContent("in the way");
    }

    @Test
    void segmentThatCannotBePackedStaysReadable() throws IOException {
        LogFiles files = nextRun();
        try (StoredLog log = StoredLog.open(files.directory(), files.name(), LIMITS, task -> {})) {
            log.append(stream(), 0, STREAM_BYTES);
        }

        new Packer(files, new MeteredStorage(End.DISK_FULL, 10)).pack(0);

        assertThat(files.packed(0)).doesNotExist();
        Story.assertStored(files.directory(), files.name(), new Story.Expected(stream(), List.of()), 10);
        try (var left = Files.list(files.directory())) {
            assertThat(left).noneMatch(file -> file.toString().endsWith(Packer.UNFINISHED));
        }
    }

    private long tell(LogFiles files, End end, long units, List<String> reasons) {
        MeteredStorage storage = new MeteredStorage(end, units);
        StoredLog log = StoredLog.open(files, LIMITS, task -> {}, storage);
        for (int at = 0; at < STREAM_BYTES; at += CHUNK_BYTES) {
            log.append(stream(), at, CHUNK_BYTES);
            log.mark(at + CHUNK_BYTES);
            reasons.add(log.failed());
        }
        log.close();
        reasons.add(log.failed());
        reasons.removeIf(Objects::isNull);
        assertThat(log.full()).isFalse();
        return storage.unitsLeft();
    }

    private static boolean marksEnd(LogFiles files) throws IOException {
        return MarkFile.read(files.position()).get(0).raw() == STREAM_BYTES;
    }

    private static byte[] stream() {
        return "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX".getBytes(StandardCharsets.UTF_8);
    }

    private LogFiles nextRun() {
        runs++;
        return new LogFiles(root.resolve(Integer.toString(runs)), "stdout");
    }
}
