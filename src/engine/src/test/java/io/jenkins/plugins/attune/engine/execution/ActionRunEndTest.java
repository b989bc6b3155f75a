package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How runs end that do not end by themselves, and that nothing of them is left. */
class ActionRunEndTest {
    @TempDir
    Path root;

    @Test
    void timeLimitEndsTheWholeTree() {
        Recorder seen = script("sleep 1000 & echo $!", "wait")
                .timeout(Duration.ofSeconds(1))
                .run("{}");

        assertThat(seen.outcome().end()).isEqualTo(RunOutcome.End.TIMED_OUT);
        assertThat(seen.outcome().exitCode()).isEqualTo(128 + 15);
        assertGone(seen.stdout());
    }

    @Test
    void processThatIgnoresTermIsKilledAfterTheGracePeriod() {
        Script.Running running = script("trap '' TERM", "echo $$", "while :; do sleep 1; done")
                .grace(Duration.ofSeconds(1))
                .start();
        running.run().deliver(new byte[0]);
        await().until(() -> running.recorder().stdout().endsWith("\n"));

        running.run().stop();

        Recorder seen = running.recorder().awaitEnd();
        assertThat(seen.outcome().end()).isEqualTo(RunOutcome.End.STOPPED);
        assertThat(seen.outcome().exitCode()).isEqualTo(128 + 9);
        assertGone(seen.stdout());
    }

    @Test
    void descendantThatLeftTheSessionIsKilledWhenTheRunIsStopped() {
        Script.Running running = script("setsid sleep 1000 & echo $!", "wait").start();
        running.run().deliver(new byte[0]);
        await().until(() -> running.recorder().stdout().endsWith("\n"));

        running.run().stop();

        assertGone(running.recorder().awaitEnd().stdout());
    }

    @Test
    void runStoppedBeforeItsDocumentNeverStartsTheAction() {
        Script.Running running = script("echo started").start();

        running.run().stop();
        running.run().deliver("{}".getBytes(StandardCharsets.UTF_8));

        Recorder seen = running.recorder().awaitEnd();
        assertThat(seen.outcome().end()).isEqualTo(RunOutcome.End.STOPPED);
        assertThat(seen.stdout()).isEmpty();
    }

    @Test
    void backgroundProcessThatKeepsTheStreamsOpenDoesNotHoldTheRun() {
        Recorder seen = script("sleep 1000 & echo $!").run("{}");

        assertThat(seen.outcome().exitCode()).isZero();
        assertGone(seen.stdout());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "setsid sleep 1000 & echo $!",
                "setsid sleep 1000 >/dev/null 2>&1 </dev/null & echo $!",
                "sleep 1000 >/dev/null 2>&1 </dev/null & echo $!",
                "setsid sh -c '(trap \"\" TERM; echo $$; exec sleep 1000 >/dev/null 2>&1) &'",
                "(setsid sh -c 'echo $$; trap \"\" TERM; while :; do sleep 1; done >/dev/null 2>&1' &)"
            })
    void nothingOfTheTreeOutlivesTheRun(String command) {
        Recorder seen = script(command, "exit 7").grace(Duration.ofSeconds(1)).run("{}");

        assertThat(seen.outcome().exitCode()).isEqualTo(7);
        assertGone(seen.stdout());
    }

    @Test
    void killedSupervisorIsTold() {
        Script.Running running = script("echo $$ $PPID", "sleep 1000").start();
        running.run().deliver(new byte[0]);
        await().until(() -> running.recorder().stdout().endsWith("\n"));
        String[] pids = running.recorder().stdout().strip().split(" ");

        ProcessHandle.of(Long.parseLong(pids[1])).orElseThrow().destroyForcibly();

        Recorder seen = running.recorder().awaitEnd();
        assertThat(seen.failure().message()).contains("killed from outside");
        assertGone(pids[0]);
    }

    private Script script(String... lines) {
        return new Script(root, lines);
    }

    /** Not running, though perhaps not yet buried by its parent. */
    private static void assertGone(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid.strip(), "stat"));
            assertThat(stat.substring(stat.lastIndexOf(')') + 2)).startsWith("Z");
        } catch (NoSuchFileException buried) {
            assertThat(buried).isNotNull();
        } catch (IOException e) {
            // "No such process": it went between the opening and the reading of the file.
            assertThat(e).hasMessageContaining("No such process");
        }
    }
}
