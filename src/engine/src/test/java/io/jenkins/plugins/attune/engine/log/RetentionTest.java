package io.jenkins.plugins.attune.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.pack.Action.LogRetention;
import io.jenkins.plugins.attune.engine.pack.Action.LogRetention.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final long MEGABYTE = 1_000_000;
    private static final int RUNS = 500;

    @TempDir
    Path root;

    @Test
    void keepsTheNewestVersions() {
        assertThat(kept(runs(RUNS, MEGABYTE), versions(50))).isEqualTo(range(0, 50));
    }

    @Test
    void keepsWhatFitsIntoTheTotal() {
        RetentionPolicy policy = versions(50).withTotalBytes(100 * MEGABYTE);

        assertThat(kept(runs(RUNS, MEGABYTE), policy)).isEqualTo(range(0, 50));
        assertThat(kept(runs(RUNS, 2 * MEGABYTE), policy)).isEqualTo(range(0, 50));
        assertThat(kept(runs(RUNS, 3 * MEGABYTE), policy)).isEqualTo(range(0, 33));
        assertThat(kept(runs(RUNS, 101 * MEGABYTE), policy)).isEmpty();
    }

    @Test
    void keepsWhatIsYoungEnough() {
        RetentionPolicy policy = RetentionPolicy.unbounded().withAge(Duration.ofMinutes(99));

        assertThat(kept(runs(RUNS, MEGABYTE), policy)).isEqualTo(range(0, 100));
    }

    @Test
    void smallRunDoesNotOutliveAYoungerLargeOne() {
        List<StoredRun> runs = List.of(run(0, 10), run(1, 100), run(2, 10));

        assertThat(kept(runs, RetentionPolicy.unbounded().withTotalBytes(50))).isEqualTo(range(0, 1));
    }

    @Test
    void runningOnesStayAndAreNoVersionButTakeSpace() {
        List<StoredRun> runs = new ArrayList<>(runs(4, 10));
        runs.add(2, new StoredRun("running", root, null, 25));

        assertThat(kept(runs, versions(0))).containsExactly("running");
        assertThat(kept(runs, versions(3))).containsExactly("0", "1", "running", "2");
        assertThat(kept(runs, RetentionPolicy.unbounded().withTotalBytes(45))).containsExactly("0", "1", "running");
        assertThat(kept(runs, RetentionPolicy.unbounded().withAge(Duration.ZERO)))
                .containsExactly("0", "running");
    }

    @Test
    void oldestGoFirst() {
        assertThat(Retention.chosen(runs(4, 1), versions(1), NOW))
                .extracting(StoredRun::id)
                .containsExactly("3", "2", "1");
    }

    @Test
    void withoutBoundsAllStay() {
        assertThat(Retention.chosen(runs(RUNS, MEGABYTE), RetentionPolicy.unbounded(), NOW))
                .isEmpty();
    }

    @Test
    void policyIsWhatTheActionAsksFor() {
        assertThat(RetentionPolicy.of(new LogRetention(Policy.VERSIONS, 3))).isEqualTo(versions(3));
        assertThat(RetentionPolicy.of(new LogRetention(Policy.DAYS, 3)).age()).isEqualTo(Duration.ofDays(3));
        assertThat(RetentionPolicy.of(new LogRetention(Policy.HOURS, 3)).age()).isEqualTo(Duration.ofHours(3));
        assertThat(RetentionPolicy.of(new LogRetention(Policy.MINUTES, 3)).withTotalBytes(5))
                .isEqualTo(new RetentionPolicy(null, Duration.ofMinutes(3), 5L));
        assertThatThrownBy(() -> versions(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RetentionPolicy.unbounded().withAge(Duration.ofDays(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RetentionPolicy.unbounded().withTotalBytes(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofFiveHundredRunsOnTheDiskFiftyAreLeft() throws IOException {
        List<StoredRun> runs = new ArrayList<>();
        for (StoredRun run : runs(RUNS, 0)) {
            LogFiles files = new LogFiles(run.directory(), "stdout");
            LogLimits limits = new LogLimits(100, 1000);
            try (StoredLog log = StoredLog.open(files, limits, Runnable::run, MeteredStorage.plenty())) {
                log.append(new byte[250], 0, 250);
                log.mark(250);
            }
            runs.add(new StoredRun(run.id(), run.directory(), run.ended(), Retention.bytes(run.directory())));
        }

        assertThat(Retention.apply(Retention.chosen(runs, versions(50), NOW))).isEmpty();

        assertThat(names(root)).containsExactlyInAnyOrderElementsOf(range(0, 50));
        assertThat(LogPages.of(runs.get(49).directory(), "stdout").length()).isEqualTo(250);
    }

    @Test
    void recordOfARunStaysWhereItsLogsGo() throws IOException {
        StoredRun run = run(0, 0);
        for (String stream : List.of("stdout", "stderr")) {
            try (StoredLog log = StoredLog.open(run.directory(), stream, new LogLimits(100, 1000), Runnable::run)) {
                log.append(new byte[250], 0, 250);
            }
        }
        Files.writeString(run.directory().resolve("run.json"), "{}");
        Files.writeString(run.directory().resolve("stdout.000.log.gz.1.tmp"), "unfinished");
        assertThat(names(run.directory())).hasSize(12);
        assertThat(Retention.bytes(run.directory())).isPositive();

        assertThat(Retention.apply(List.of(run))).isEmpty();

        assertThat(names(run.directory())).containsExactly("run.json");
        assertThat(Retention.bytes(run.directory())).isZero();
    }

    @Test
    void runsThatAreGoneAreNoTrouble() {
        assertThat(Retention.apply(List.of(run(0, 1), run(1, 1)))).isEmpty();
    }

    @Test
    void whatCannotBeDeletedIsToldAndTheRestGoes() throws IOException {
        Files.writeString(root.resolve("0"), "a file where a directory should be");
        StoredRun next = run(1, 1);
        Files.createDirectory(next.directory());
        Files.writeString(next.directory().resolve("stdout.000.log"), "x");

        List<Retention.Leftover> leftovers = Retention.apply(List.of(run(0, 1), next));

        assertThat(leftovers).singleElement().satisfies(leftover -> {
            assertThat(leftover.path()).isEqualTo(root.resolve("0"));
            assertThat(leftover.reason()).contains("NotDirectory");
        });
        assertThat(root.resolve("0")).exists();
        assertThat(next.directory()).doesNotExist();
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Path precious = Files.writeString(elsewhere.resolve("precious.log"), "stays");
        Files.createSymbolicLink(root.resolve("0"), elsewhere);
        StoredRun linked = run(1, 1);
        Files.createDirectory(linked.directory());
        Files.createSymbolicLink(linked.directory().resolve("stdout.000.log"), precious);

        assertThat(Retention.apply(List.of(run(0, 1), linked))).hasSize(1);

        assertThat(precious).hasContent("stays");
        assertThat(linked.directory()).doesNotExist();
    }

    private static RetentionPolicy versions(int versions) {
        return new RetentionPolicy(versions, null, null);
    }

    private List<String> kept(List<StoredRun> runs, RetentionPolicy policy) {
        List<StoredRun> kept = new ArrayList<>(runs);
        kept.removeAll(Retention.chosen(runs, policy, NOW));
        return kept.stream().map(StoredRun::id).toList();
    }

    private List<StoredRun> runs(int count, long bytes) {
        return IntStream.range(0, count).mapToObj(i -> run(i, bytes)).toList();
    }

    /** Ended so many minutes ago. */
    private StoredRun run(int number, long bytes) {
        String id = Integer.toString(number);
        return new StoredRun(id, root.resolve(id), NOW.minus(Duration.ofMinutes(number)), bytes);
    }

    private static List<String> range(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
