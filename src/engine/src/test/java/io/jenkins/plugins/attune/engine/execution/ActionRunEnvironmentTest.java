package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import io.jenkins.plugins.attune.engine.error.EnvironmentFailedException;
import io.jenkins.plugins.attune.engine.error.RuntimeUnavailableException;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Dependencies;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.EnvVar;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Environment;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Launch;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Probe;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionRunEnvironmentTest {
    @TempDir
    Path directory;

    private Path pack;

    @BeforeEach
    void prepare() throws Exception {
        pack = Files.createDirectories(directory.resolve("pack"));
        Files.createDirectories(pack.resolve("actions"));
        Files.writeString(pack.resolve("wants"), "a program\n");
    }

    @Test
    void actionFindsWhatWasInstalledBeforeWhatTheMachineHas() throws Exception {
        action("ls; echo $TOOLS; pwd");
        Recorder run =
                run(installer("mkdir $1/bin", "printf '#!/bin/sh\\necho ours\\n' >$1/bin/ls", "chmod +x $1/bin/ls"));

        assertThat(run.failure()).isNull();
        List<String> lines = run.stdout().lines().toList();
        assertThat(lines.get(0)).isEqualTo("ours");
        assertThat(lines.get(1)).startsWith(directory.resolve("e").toString()).endsWith("/tools");
        assertThat(lines.get(2)).isEqualTo(pack.toString());
    }

    @Test
    void observerIsToldOfThePhasesOnceAndNothingWhereItIsReady() throws Exception {
        action("echo done");
        String[] installer = installer("exit 0");
        assertThat(run(installer).progress()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(line -> assertThat(line)
                .startsWith("environment of pack test: "));

        assertThat(run(installer).progress()).isEmpty();
    }

    @Test
    void runFailsWithTheInstallersLastLinesAndTheActionIsNotStarted() throws Exception {
        action("touch " + directory + "/started");
        Recorder run = run(installer("echo the compiler is missing", "exit 4"));

        assertThat(run.failure().toException()).isInstanceOfSatisfying(EnvironmentFailedException.class, e -> {
            assertThat(e.getMessage()).contains("pack test", "exit code 4", "the compiler is missing");
            assertThat(e.remedy()).contains("Log: " + directory.resolve("e"));
            assertThat(e.exitCode()).isEqualTo(69);
        });
        assertThat(directory.resolve("started")).doesNotExist();
        await().until(() -> isEmpty(directory.resolve("control")));
    }

    @Test
    void runThatIsStoppedWhileItsEnvironmentIsBuiltEndsAsStopped() throws Exception {
        action("touch " + directory + "/started");
        Recorder recorder = new Recorder();
        ActionRun run = start(recorder, installer("touch " + directory + "/building", "sleep 1000"));
        run.deliver("{}".getBytes(StandardCharsets.UTF_8));
        await().until(() -> Files.exists(directory.resolve("building")));

        run.stop();

        recorder.awaitEnd();
        assertThat(recorder.failure()).isNull();
        assertThat(recorder.outcome().end()).isEqualTo(RunOutcome.End.STOPPED);
        assertThat(directory.resolve("started")).doesNotExist();
        run.finished().join();
        RunServices.shared().environments().settled().join();
        assertThat(isEmpty(directory.resolve("e/.use"))).isTrue();
    }

    @Test
    void environmentIsInUseAsLongAsTheRun() throws Exception {
        action("touch " + directory + "/started; while ! [ -e " + directory + "/go ]; do sleep 0.1; done");
        Recorder recorder = new Recorder();
        ActionRun run = start(recorder, installer("exit 0"));
        run.deliver("{}".getBytes(StandardCharsets.UTF_8));
        await().until(() -> Files.exists(directory.resolve("started")));
        assertThat(isEmpty(directory.resolve("e/.use"))).isFalse();

        Files.createFile(directory.resolve("go"));

        recorder.awaitEnd();
        run.finished().join();
        await().until(() -> isEmpty(directory.resolve("e/.use")));
    }

    @Test
    void everyRequiredRuntimeThatIsMissingIsNamedWithWhatThereIs() throws Exception {
        action("true");
        RuntimeDescriptor shell =
                descriptor("sh", List.of(new Probe("sh", List.of("-c", "echo 3.2.1"), "([0-9.]+)", 1, false)));
        RuntimeDescriptor nothing =
                descriptor("no-such-program", List.of(new Probe("no-such-program", List.of(), null, 1, false)));
        RunRequest request = request(installer("exit 0"));
        RunRequest.Program program = request.program();
        RunRequest more = new RunRequest(
                request.executionId(),
                new RunRequest.Program(
                        program.action(),
                        program.entryPoint(),
                        program.runtime(),
                        Map.of(
                                "old", new RunRequest.Needed(shell, VersionRange.parse(">=9")),
                                "gone", new RunRequest.Needed(nothing, VersionRange.any())),
                        false),
                request.place(),
                request.variables(),
                request.limits());
        Recorder recorder = new Recorder();
        ActionRun.start(more, recorder, RunServices.shared());

        recorder.awaitEnd();
        assertThat(recorder.failure().toException())
                .isInstanceOf(RuntimeUnavailableException.class)
                .hasMessageContaining("test.main requires runtimes that this machine does not have")
                .hasMessageContaining("gone: ", "old: ")
                .hasMessageContaining("no-such-program")
                .hasMessageContaining("this machine has 3.2.1 (");
    }

    private static boolean isEmpty(Path path) throws Exception {
        if (!Files.exists(path)) {
            return true;
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.findAny().isEmpty();
        }
    }

    private void action(String script) throws Exception {
        Files.writeString(pack.resolve("actions/main.sh"), script + "\n");
    }

    private String[] installer(String... lines) {
        return lines;
    }

    private Recorder run(String... installer) throws Exception {
        Recorder recorder = new Recorder();
        ActionRun run = start(recorder, installer);
        run.deliver("{}".getBytes(StandardCharsets.UTF_8));
        recorder.awaitEnd();
        run.finished().join();
        return recorder;
    }

    private ActionRun start(Recorder recorder, String... installer) throws Exception {
        return ActionRun.start(request(installer), recorder, RunServices.shared());
    }

    private RunRequest request(String... installer) throws Exception {
        Files.write(directory.resolve("installer.sh"), List.of(installer));
        return new RunRequest(
                UUID.randomUUID().toString(),
                new RunRequest.Program(
                        "test.main",
                        "main.sh",
                        new RunRequest.Needed(descriptor("sh", List.of()), VersionRange.any()),
                        Map.of(),
                        false),
                new RunRequest.Place(
                        pack.toString(),
                        directory.resolve("control").toString(),
                        directory.resolve("e").toString(),
                        directory.resolve("artifacts").toString(),
                        InstallSettings.defaults()),
                Map.of(),
                RunLimits.defaults());
    }

    private RuntimeDescriptor descriptor(String binary, List<Probe> probes) {
        Launch launch = new Launch(
                binary,
                List.of(),
                ".sh",
                Map.of("TOOLS", new EnvVar(EnvVar.Operation.SET, "{env_dir}/tools", ":")),
                new Environment("other", "env", List.of(), null),
                new Dependencies(
                        "wants", List.of("sh", directory.resolve("installer.sh").toString(), "{env_dir}")));
        return new RuntimeDescriptor("test.sh", "Shell", List.of("sh"), probes, true, launch, List.of());
    }
}
