package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** The process that follows a run is killed around the run's exit, and this one goes on: nothing is lost or repeated. */
class ActionRunKilledFollowerTest {
    private static final int REPETITIONS = 20;
    private static final int LINES = 4000;
    private static final int ERRORS = 300;
    private static final int EXIT_CODE = 7;

    /** From the word that lets the action end until all are told takes less than that. */
    private static final int WINDOW_MILLIS = 100;

    private static final long ALL_BYTES = 1 << 20;
    private static final long FEW_BYTES = 8192;
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final long seed = Long.getLong("attune.seed", System.nanoTime());
    private final int delay = new Random(seed).nextInt(WINDOW_MILLIS);
    private final String id = UUID.randomUUID().toString();

    @TempDir
    Path root;

    private Process follower;

    @BeforeEach
    void write() {
        new Script(
                root,
                "i=0",
                "write() { while [ $i -lt $1 ]; do i=$((i + 1)); echo \"line $i\"; done; }",
                "write 100",
                "until [ -e '" + root + "/gate' ]; do sleep 0.01; done",
                "write " + LINES,
                "seq 1 " + ERRORS + " >&2",
                "exit " + EXIT_CODE);
    }

    @AfterEach
    void end() {
        follower.destroyForcibly();
    }

    /**
     * Every second run writes more than is kept of it; of two in four the follower is killed at a random moment, of two in
     * the middle of telling the end.
     */
    @RepeatedTest(REPETITIONS)
    void outputIsWholeUpToTheLimitAndNotRepeated(RepetitionInfo repetition) throws Exception {
        boolean limited = repetition.getCurrentRepetition() % 2 == 0;
        boolean atItsEnd = repetition.getCurrentRepetition() % 4 < 2;

        KilledFollower told = killedAroundTheExit(limited ? FEW_BYTES : ALL_BYTES, atItsEnd);

        String all = lines();
        int head = limited ? (int) FEW_BYTES / 2 : all.length();
        int leftOut = limited ? Integer.parseInt(Files.readString(root.resolve("gap.STDOUT"))) : 0;
        assertThat(text(told, OutputStreamName.STDOUT))
                .as("killed %d ms after the word, seed %d", delay, seed)
                .isEqualTo(all.substring(0, head) + all.substring(head + leftOut));
        assertThat(text(told, OutputStreamName.STDERR)).isEqualTo(numbers());
    }

    private KilledFollower killedAroundTheExit(long streamBytes, boolean atItsEnd) throws Exception {
        KilledFollower told = new KilledFollower(root);
        follower = KilledFollower.start(root, streamBytes, id);
        await().atMost(BOUND).until(() -> text(told, OutputStreamName.STDOUT).endsWith("line 100\n"));

        Executor later = CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS);
        Files.createFile(root.resolve("gate"));
        if (atItsEnd) {
            await().atMost(BOUND)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> isAtItsEnd(told, streamBytes));
            follower.destroyForcibly();
        } else {
            CompletableFuture.runAsync(follower::destroyForcibly, later).get();
        }
        follower.waitFor();

        goOn(told);
        assertThat(told.end()).isEqualTo(Integer.toString(EXIT_CODE));
        assertThat(control()).doesNotExist();
        return told;
    }

    /** The last part of what is limited is being told, or the supervisor has said its last word. */
    private boolean isAtItsEnd(KilledFollower told, long streamBytes) throws IOException {
        return streamBytes == ALL_BYTES
                ? Files.exists(control().resolve("exit")) || Files.notExists(control())
                : told.position().stdout() > streamBytes / 2;
    }

    /** Until the control directory is gone, as one that was restarted would. */
    private void goOn(KilledFollower told) throws Exception {
        if (Files.exists(control())) {
            RunTrace trace = new RunTrace(id, control().toString(), root.toString(), RunLimits.DEFAULT_RESULT_BYTES);
            ActionRun.resume(trace, told.position(), told, RunServices.shared())
                    .finished()
                    .get(BOUND.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Path control() {
        return root.resolve("control").resolve(id);
    }

    private static String text(KilledFollower told, OutputStreamName stream) throws IOException {
        return new String(told.told(stream), StandardCharsets.US_ASCII);
    }

    private static String lines() {
        return IntStream.rangeClosed(1, LINES).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }

    private static String numbers() {
        return IntStream.rangeClosed(1, ERRORS).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }
}
