package io.jenkins.plugins.attune.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk while one action runs five hundred times, and what is left of it. */
class RetentionOnDiskTest {
    private static final int RUNS = 500;
    private static final int VERSIONS = 50;
    private static final long TOTAL_BYTES = 100_000_000;
    private static final RetentionPolicy POLICY = new RetentionPolicy(VERSIONS, null, TOTAL_BYTES);
    private static final int CHUNK_BYTES = 64 << 10;
    private static final String RECORD = "{\"the record of a run\": true}";
    private static final Executor NEVER = packing -> {};

    @TempDir
    Path root;

    private final byte[] noise = new byte[CHUNK_BYTES];

    RetentionOnDiskTest() {
        new Random(1).nextBytes(noise);
    }

    @Test
    void ofSmallLogsTheNewestFiftyAreLeft() throws IOException {
        List<StoredRun> left = runAll(number -> 20_000, Runnable::run);

        assertThat(left).hasSize(VERSIONS);
        assertThat(Retention.bytes(left.get(0).directory())).isGreaterThanOrEqualTo(20_000);
        assertThat(bytesBelow(root)).isLessThan(VERSIONS * 41_000 + RUNS * RECORD.length());
    }

    /** Half a megabyte to four and a half a stream: on average forty and some runs fit. */
    @Test
    void ofLargeLogsTheNewestThatFitAreLeft() throws IOException {
        List<StoredRun> left = runAll(number -> (number % 9 + 1) * 250_000, NEVER);

        long bytes = left.stream().mapToLong(StoredRun::bytes).sum();
        assertThat(left).hasSizeBetween(35, VERSIONS - 1);
        assertThat(bytes).isBetween(TOTAL_BYTES - 5_000_000, TOTAL_BYTES);
        assertThat(bytesBelow(root)).isEqualTo(bytes + RUNS * RECORD.length());
    }

    /** @return what is left, the newest first */
    private List<StoredRun> runAll(IntUnaryOperator streamBytes, Executor packing) throws IOException {
        List<StoredRun> newestFirst = new ArrayList<>();
        long most = 0;
        for (int number = 1; number <= RUNS; number++) {
            Path directory = root.resolve(Integer.toString(number));
            store(directory, "stdout", streamBytes.applyAsInt(number), packing);
            store(directory, "stderr", streamBytes.applyAsInt(number), packing);
            Files.writeString(directory.resolve("run.json"), RECORD);
            newestFirst.add(
                    0,
                    new StoredRun(
                            Integer.toString(number),
                            directory,
                            Instant.EPOCH.plusSeconds(number),
                            Retention.bytes(directory)));
            most = Math.max(
                    most, newestFirst.stream().mapToLong(StoredRun::bytes).sum());
            List<StoredRun> chosen = Retention.chosen(newestFirst, POLICY, Instant.EPOCH.plusSeconds(number));
            assertThat(Retention.apply(chosen)).isEmpty();
            newestFirst.removeAll(chosen);
        }
        assertThat(most).as("at most one run above the limit").isLessThan(TOTAL_BYTES + 5_000_000);
        assertThat(newestFirst)
                .isSortedAccordingTo(Comparator.comparing(StoredRun::ended).reversed());
        assertThat(withLogs())
                .hasSameElementsAs(
                        newestFirst.stream().map(StoredRun::directory).toList());
        System.out.printf(
                "%d runs: logs of %d are left, %,d bytes; at most %,d; records of %d, %,d bytes%n",
                RUNS,
                newestFirst.size(),
                newestFirst.stream().mapToLong(StoredRun::bytes).sum(),
                most,
                RUNS,
                (long) RUNS * RECORD.length());
        return newestFirst;
    }

    private void store(Path directory, String stream, int bytes, Executor packing) {
        try (StoredLog log = StoredLog.open(directory, stream, LogLimits.defaults(), packing)) {
            for (int done = 0; done < bytes; done += CHUNK_BYTES) {
                log.append(noise, 0, Math.min(CHUNK_BYTES, bytes - done));
            }
            log.mark(bytes);
        }
    }

    private List<Path> withLogs() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> directories = Files.list(root)) {
            for (Path directory : directories.toList()) {
                if (Retention.bytes(directory) > 0) {
                    found.add(directory);
                }
            }
        }
        return found;
    }

    private static long bytesBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
