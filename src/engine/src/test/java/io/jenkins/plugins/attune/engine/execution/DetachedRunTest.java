package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in a place with processes and mounts of its own, which does not see the agent's directory. */
class DetachedRunTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path agent;

    private Container container;

    @BeforeEach
    void start() {
        container = Container.start(agent);
    }

    @AfterEach
    void end() {
        container.close();
    }

    @Test
    void actionRunsInTheContainerAndItsDocumentArrives() throws IOException {
        Files.createFile(agent.resolve("agent.jar"));
        Recorder seen = run(
                script("cat", "readlink /proc/self/ns/pid", "ls '" + agent + "'", "echo err >&2", "exit 3"),
                "{\"a\":\"$x 'y' é\"}");

        assertThat(seen.outcome().exitCode()).isEqualTo(3);
        assertThat(seen.stdout().lines().toList())
                .hasSize(3)
                .startsWith("{\"a\":\"$x 'y' é\"}")
                .endsWith("workspace")
                .doesNotContain(
                        Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
        assertThat(seen.stderr()).isEqualTo("err\n");
    }

    @Test
    void largeDocumentArrivesWhole() {
        String document = "x".repeat(MEBIBYTE);

        assertThat(run(script("cksum"), document).stdout().strip())
                .isEqualTo(PosixChecksum.line((document + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void actionThatReadsNothingEnds() {
        assertThat(run(script("echo done"), "x".repeat(MEBIBYTE)).stdout()).isEqualTo("done\n");
    }

    @Test
    void environmentIsTheContainersPathAndHomeAndWhatTheRunBrings() {
        Script script = script("env").variables(Map.of("MINE", "a 'b' $c", "TZ", "Asia/Tokyo"));

        String[] lines = run(
                        script, container.exec(Map.of("HOME", "/home/image", "BOUND", "hidden", "TZ", "UTC")), "{}")
                .stdout()
                .split("\n");

        Map<String, String> variables = Arrays.stream(lines)
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        assertThat(variables)
                .containsEntry("HOME", "/home/image")
                .containsEntry("PATH", "/usr/bin:/bin")
                .containsEntry("MINE", "a 'b' $c")
                .containsEntry("TZ", "Asia/Tokyo")
                .containsEntry("LANG", "C.UTF-8")
                .doesNotContainKeys("BOUND", "USER", "TMPDIR");
        assertThat(variables.keySet()).noneMatch(name -> name.startsWith("attune") || name.startsWith("ATTUNE_SV"));
    }

    @Test
    void sharedShellThatGoesOnToReadItsStdinIsNotDisturbed() {
        Recorder seen = run(
                script("cat", "env | grep -c BOUND").variables(Map.of("MINE", "x")),
                container.shell(Map.of("BOUND", "hidden", "PATH", "/usr/bin:/bin")),
                "{\"a\":\"exit\"}");

        assertThat(seen.stdout()).isEqualTo("{\"a\":\"exit\"}\n0\n");
    }

    @Test
    void parameterFileIsInTheContainerAndGoneAfterwards() {
        Recorder seen = run(
                script("ls -l \"$ATTUNE_PARAMETER_FILE\" | cut -c1-10", "cat \"$ATTUNE_PARAMETER_FILE\"")
                        .parameterFile(),
                "{\"a\":1}");

        assertThat(seen.stdout()).isEqualTo("-r--------\n{\"a\":1}\n");
    }

    @Test
    void nothingIsLeftAfterwards() throws IOException {
        Script script = script("sleep 1000 & setsid sleep 1000 & true");
        DetachedTrial trial = start(script).deliver("{}");

        assertThat(trial.end().outcome().exitCode()).isZero();

        await().untilAsserted(() -> assertThat(trial.processes()).isEmpty());
        await().untilAsserted(() -> assertThat(script.controlRoot()).isEmptyDirectory());
    }

    @Test
    void stoppedRunLeavesNoProcess() throws IOException {
        DetachedTrial trial =
                start(script("setsid sleep 1000 & echo started", "wait")).deliver("{}");
        await().until(() -> trial.recorder().stdout().equals("started\n"));
        assertThat(trial.processes()).hasSizeGreaterThan(2);

        trial.run().stop();

        assertThat(trial.end().outcome().end()).isEqualTo(RunOutcome.End.STOPPED);
        await().untilAsserted(() -> assertThat(trial.processes()).isEmpty());
    }

    @Test
    void timeLimitHoldsInTheContainer() throws IOException {
        DetachedTrial trial =
                start(script("sleep 1000").timeout(Duration.ofSeconds(1))).deliver("{}");

        assertThat(trial.end().outcome().end()).isEqualTo(RunOutcome.End.TIMED_OUT);
        await().untilAsserted(() -> assertThat(trial.processes()).isEmpty());
    }

    @Test
    void documentThatDoesNotComeInTimeEndsTheRunByName() {
        DetachedTrial trial = start(script("echo started").timeout(Duration.ofSeconds(1)));

        assertThat(trial.end().failure().message()).contains("the parameter document did not arrive in time");
        assertThat(trial.recorder().stdout()).isEmpty();
    }

    @Test
    void runStoppedBeforeItsDocumentNeverStartsTheAction() {
        DetachedTrial running = start(script("echo started"));

        running.run().stop();

        assertThat(running.recorder().awaitEnd().outcome().end()).isEqualTo(RunOutcome.End.STOPPED);
        assertThat(running.recorder().stdout()).isEmpty();
    }

    @Test
    void endOfTheContainerIsTheEndOfTheRun() throws IOException {
        Script script = script("echo started", "sleep 1000");
        DetachedTrial running = start(script);
        running.deliver("{}");
        await().until(() -> running.recorder().stdout().equals("started\n"));

        container.kill();

        assertThat(running.recorder().awaitEnd().failure().message()).contains("killed from outside");
        await().untilAsserted(() -> assertThat(script.controlRoot()).isEmptyDirectory());
    }

    @Test
    void isFoundAgainAndItsProcessIdsAreNotTakenForThoseOfThisMachine() throws IOException {
        Path gate = Container.temporary(agent).resolve("gate");
        Script script = script("echo started", "while ! [ -e '" + gate + "' ]; do sleep 0.05; done", "echo went on");
        DetachedTrial running = start(script);
        running.deliver("{}");
        await().until(() -> running.recorder().stdout().equals("started\n"));
        RunTrace trace = RunTrace.of(running.request());
        ControlDirectory control = ControlDirectory.at(Path.of(trace.controlDirectory()));
        assertThat(control.supervisor()).isNull();
        assertThat(control.supervisorLives()).isTrue();

        Recorder later = new Recorder();
        ActionRun.resume(trace, OutputPosition.start(), later, RunServices.shared());
        await().until(() -> later.stdout().equals("started\n"));
        Files.createFile(gate);

        assertThat(later.awaitEnd().outcome().exitCode()).isZero();
        assertThat(later.stdout()).isEqualTo("started\nwent on\n");
    }

    private Script script(String... lines) {
        return new Script(Container.temporary(agent).resolve("attune"), lines);
    }

    private DetachedTrial start(Script script) {
        return DetachedTrial.start(script.request(), container.exec(Map.of()));
    }

    private Recorder run(Script script, String document) {
        return run(script, container.exec(Map.of()), document);
    }

    private static Recorder run(Script script, TestLauncher launcher, String document) {
        Recorder seen = DetachedTrial.start(script.request(), launcher)
                .deliver(document)
                .end();
        await().untilAsserted(() -> assertThat(script.controlRoot()).isEmptyDirectory());
        return seen;
    }
}
