package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionRunResumeTest {
    @TempDir
    Path root;

    private Path signal;

    @BeforeEach
    void name() {
        signal = root.resolve("signal");
    }

    @Test
    void runIsFollowedFromWhereTheLastObserverStood() throws IOException {
        LostObserver lost = new LostObserver("before\n");
        Script.Running running = start(lost, "echo before", waiting(), "echo after", "exit 5");
        await().until(() -> lost.gone);

        Recorder second = resume(running, new OutputPosition("before\n".length(), 0));
        Files.createFile(signal);

        assertThat(second.awaitEnd().stdout()).isEqualTo("after\n");
        assertThat(second.outcome().exitCode()).isEqualTo(5);
        assertThat(new String(second.outcome().stdout().head(), StandardCharsets.UTF_8))
                .isEqualTo("before\nafter\n");
    }

    @Test
    void runThatEndedWhileNobodyListenedIsStillTold() throws Exception {
        Script.Running running = start(new LostObserver("x"), "printf x", "echo y >&2", "exit 6");
        running.run().finished().join();
        Path control = Path.of(RunTrace.of(running.request()).controlDirectory());
        assertThat(control).isDirectory();
        assertThat(control.toFile().list())
                .doesNotContain("doc", "ev", "in", "out", "err")
                .contains("exit");

        Recorder second = resume(running, OutputPosition.start());

        assertThat(second.awaitEnd().outcome().exitCode()).isEqualTo(6);
        assertThat(second.stdout()).isEqualTo("x");
        assertThat(second.stderr()).isEqualTo("y\n");
        await().until(() -> Files.notExists(control));
    }

    @Test
    void lastPartIsNotRepeated() {
        Script.Running running =
                new Script(root, "seq 1 200000").streamBytes(100_000).start(new LostObserver("1\n2"));
        running.run().deliver(new byte[0]);
        running.run().finished().join();

        Recorder whole = resume(running, OutputPosition.start(), true);
        int inTail = whole.awaitEnd().stdout().length() - "[gap]".length() - 50_000 - 100;
        Recorder rest = resume(running, new OutputPosition(50_000 + inTail, 0));

        assertThat(rest.awaitEnd().stdout()).hasSize(100);
        assertThat(whole.stdout()).endsWith(rest.stdout());
        assertThat(rest.leftOut(OutputStreamName.STDOUT)).isZero();
    }

    @Test
    void runIsStoppedByWhoeverFollowsIt() {
        LostObserver lost = new LostObserver("on\n");
        Script.Running running = start(lost, "echo on", waiting());
        await().until(() -> lost.gone);
        Recorder second = new Recorder();
        ActionRun resumed =
                ActionRun.resume(RunTrace.of(running.request()), OutputPosition.start(), second, RunServices.shared());

        resumed.stop();

        assertThat(second.awaitEnd().outcome().end()).isEqualTo(RunOutcome.End.STOPPED);
    }

    @Test
    void supervisorThatDiedUnseenIsTold() throws IOException {
        LostObserver lost = new LostObserver("on\n");
        Script.Running running = start(lost, "echo on", waiting());
        await().until(() -> lost.gone);
        Path control = Path.of(RunTrace.of(running.request()).controlDirectory());
        long pid =
                Long.parseLong(Files.readString(control.resolve("supervisor")).strip());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        running.run().finished().join();

        Recorder second = resume(running, OutputPosition.start());

        assertThat(second.awaitEnd().failure().message()).contains("killed from outside");
    }

    /** As under an agent whose process replaced itself. */
    @Test
    void supervisorThatNobodyReapsIsDead() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; exec sleep 1000").start();
        try {
            String pid = parent.inputReader().readLine();
            Path control = Files.createDirectory(root.resolve("control"));
            Files.writeString(control.resolve("supervisor"), pid + "\n");
            assertThat(ControlDirectory.at(control).supervisorLives()).isTrue();

            ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();

            await().until(() -> !ControlDirectory.at(control).supervisorLives());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void runWithoutATraceIsTold() {
        Recorder recorder = new Recorder();

        ActionRun.resume(
                new RunTrace("id", root.resolve("nothing").toString(), root.toString(), 1000),
                OutputPosition.start(),
                recorder,
                RunServices.shared());

        assertThat(recorder.awaitEnd().failure().message()).contains("nothing is left");
    }

    private String waiting() {
        return "while ! [ -e '" + signal + "' ]; do sleep 0.05; done";
    }

    private Script.Running start(RunObserver observer, String... lines) {
        Script.Running running = new Script(root, lines).start(observer);
        running.run().deliver(new byte[0]);
        return running;
    }

    private static Recorder resume(Script.Running running, OutputPosition from) {
        return resume(running, from, false);
    }

    /** @param lost whether the end can't be told, so that the run stays to be found */
    private static Recorder resume(Script.Running running, OutputPosition from, boolean lost) {
        Recorder recorder = new Recorder() {
            @Override
            public synchronized void ended(RunOutcome outcome, RunFailure why) {
                super.ended(outcome, why);
                if (lost) {
                    throw new IllegalStateException("connection lost after this");
                }
            }
        };
        ActionRun.resume(RunTrace.of(running.request()), from, recorder, RunServices.shared());
        return recorder;
    }

    /** Takes so much output, then fails like a closed connection. */
    private static final class LostObserver implements RunObserver {
        private final String last;
        private final StringBuilder seen = new StringBuilder();
        private volatile boolean gone;

        LostObserver(String last) {
            this.last = last;
        }

        @Override
        public void output(OutputStreamName stream, byte[] bytes) throws IOException {
            seen.append(new String(bytes, StandardCharsets.UTF_8));
            if (seen.indexOf(last) >= 0) {
                gone = true;
                throw new IOException("connection lost");
            }
        }

        @Override
        public void leftOut(OutputStreamName stream, long bytes) throws IOException {
            throw new IOException("connection lost");
        }

        @Override
        public void ended(RunOutcome outcome, RunFailure failure) throws IOException {
            throw new IOException("connection lost");
        }
    }
}
