package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Of no process that an action starts, however it hides, anything is left after the end of the run. */
class ActionRunTreeTest {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path root;

    /** What an action does, and how many processes of it are there then, itself included. */
    private enum Kind {
        IGNORES_TERM(1, "trap '' TERM", "planted; while :; do sleep 1; done"),
        STARTS_ANOTHER_ON_TERM(2, "trap 'setsid sleep 1000 &' TERM", "sleep 1000 & planted; wait; wait; sleep 1000"),
        IS_STOPPED(1, "planted; kill -STOP $$"),
        LEAVES_THE_SESSION(2, "setsid sleep 1000 &", "planted; wait"),
        LEAVES_THE_SESSION_AND_IGNORES_TERM(
                2, "setsid sh -c 'trap \"\" TERM; while :; do sleep 1; done' &", "planted; wait"),
        FORKS_TWICE(2, "(sleep 1000 &)", "planted; sleep 1000"),
        FORKS_TWICE_AND_LEAVES_THE_SESSION(2, "(setsid sh -c '(sleep 1000 &)' &)", "planted; sleep 1000"),
        FORKS_TWICE_AND_CLOSES_ITS_STREAMS(
                2, "(setsid sleep 1000 >/dev/null 2>&1 </dev/null &)", "planted; sleep 1000"),
        CLEARS_ITS_ENVIRONMENT(2, "env -i sh -c 'sleep 1000; :' $ATTUNE_EXEC_ID &", "planted; wait"),
        STARTS_MANY(
                31,
                "for i in 1 2 3 4 5 6 7 8 9 10; do (sleep 1000 & setsid sleep 1000 & setsid sleep 1000 &); done",
                "planted; sleep 1000"),
        DOES_IT_ALL(
                3,
                "trap '' TERM",
                "(setsid sh -c 'trap \"\" TERM; (while :; do sleep 1; done) &' &)",
                "setsid sh -c 'trap \"\" TERM; while :; do sleep 1; done' &",
                "planted; while :; do sleep 1; done");

        private final int processes;
        private final String[] lines;

        Kind(int processes, String... lines) {
            this.processes = processes;
            this.lines = Stream.concat(Stream.of("planted() { echo planted; }"), Stream.of(lines))
                    .toArray(String[]::new);
        }
    }

    /** All at once, so that the runs are seen to leave each other alone, too. */
    private record Started(Kind kind, Script.Running running) {
        String id() {
            return running.request().executionId();
        }

        void awaitProcesses() {
            await().atMost(BOUND).until(() -> running.recorder().stdout().equals("planted\n"));
            // The supervisor, its loop, its timer and two that cap are processes of the run as well.
            await().atMost(BOUND).untilAsserted(() -> assertThat(ProcessesOfRun.of(id()).stream()
                            .filter(process -> !process.contains("supervisor.sh"))
                            .filter(process -> !process.matches("\\d+ (dd|cat|sleep \\d{1,2}) .*")))
                    .hasSizeGreaterThanOrEqualTo(kind.processes));
        }
    }

    @TestFactory
    Stream<DynamicTest> nothingIsLeftAfterAStop() {
        return ends(RunLimits.DEFAULT_TIMEOUT, RunOutcome.End.STOPPED, started -> {
            started.awaitProcesses();
            started.running().run().stop();
        });
    }

    @TestFactory
    Stream<DynamicTest> nothingIsLeftAfterTheTimeLimit() {
        return ends(LIMIT, RunOutcome.End.TIMED_OUT, started -> {});
    }

    private Stream<DynamicTest> ends(Duration limit, RunOutcome.End end, Consumer<Started> ending) {
        List<Started> all = Stream.of(Kind.values())
                .map(kind -> new Started(kind, start(kind, limit)))
                .toList();
        return all.stream()
                .map(started -> DynamicTest.dynamicTest(started.kind().name(), () -> {
                    ending.accept(started);
                    Recorder seen = started.running().recorder().awaitEnd();
                    assertThat(ProcessesOfRun.of(started.id())).isEmpty();
                    assertThat(seen.stdout()).isEqualTo("planted\n");
                    assertThat(seen.outcome().end()).isEqualTo(end);
                    started.running().run().finished().join();
                    assertThat(Files.exists(Path.of(
                                    RunTrace.of(started.running().request()).controlDirectory())))
                            .isFalse();
                }));
    }

    private Script.Running start(Kind kind, Duration limit) {
        Script.Running running = new Script(root.resolve(kind.name()), kind.lines)
                .grace(GRACE)
                .timeout(limit)
                .start();
        running.run().deliver(new byte[] {'x'});
        return running;
    }
}
