package io.jenkins.plugins.attune.engine.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.environment.InstallSettings.Additions;
import io.jenkins.plugins.attune.engine.environment.InstallSettings.Sources;
import io.jenkins.plugins.attune.engine.error.EnvironmentFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonEnvironmentTest {
    private static final String SAY = "import tool; print(tool.VERSION)";

    @TempDir
    Path directory;

    private Wheels wheels;
    private Machine machine;
    private EnvironmentRequest.Runtime python;

    @BeforeEach
    void prepare() throws Exception {
        wheels = new Wheels(directory.resolve("wheels"));
        wheels.add("tool", "1.0");
        wheels.add("tool", "2.0");
        wheels.add("other", "3.0");
        machine = new Machine(directory)
                .with(InstallSettings.defaults().withSources(Sources.offline(wheels.directory())));
        python = Machine.core("python");
    }

    @AfterEach
    void close() throws Exception {
        machine.close();
    }

    @Test
    void packsThatNeedConflictingVersionsHaveTheirOwnAtTheSameTime() throws Exception {
        EnvironmentRequest one = machine.request(machine.pack("one", "requirements.txt", "tool==1.0\n"), python);
        EnvironmentRequest two = machine.request(machine.pack("two", "requirements.txt", "tool==2.0\n"), python);
        Environments process = machine.process();
        CompletableFuture<?> both =
                CompletableFuture.allOf(process.acquire(one, machine.order()), process.acquire(two, machine.order()));
        both.get(Machine.PATIENCE_SECONDS, java.util.concurrent.TimeUnit.SECONDS);

        try (Lease first = machine.get(one);
                Lease second = machine.get(two)) {
            assertThat(run(first.interpreter(), "-c", SAY)).isEqualTo("1.0");
            assertThat(run(second.interpreter(), "-c", SAY)).isEqualTo("2.0");
            assertThat(run(first.programs().get(0).resolve("tool-tool").toString()))
                    .isEqualTo("1.0");
        }
    }

    /** Each says its version only when the other has started. */
    @Test
    void actionsOfPacksThatNeedConflictingVersionsRunAtTheSameTime() throws Exception {
        Path one = machine.pack("one", "requirements.txt", "tool==1.0\n");
        Path two = machine.pack("two", "requirements.txt", "tool==2.0\n");
        try (Lease first = machine.get(machine.request(one, python));
                Lease second = machine.get(machine.request(two, python))) {
            CompletableFuture<String> early = CompletableFuture.supplyAsync(() -> meet(first, "a", "b"));
            CompletableFuture<String> late = CompletableFuture.supplyAsync(() -> meet(second, "b", "a"));

            assertThat(early.get(Machine.PATIENCE_SECONDS, java.util.concurrent.TimeUnit.SECONDS))
                    .isEqualTo("1.0");
            assertThat(late.get(Machine.PATIENCE_SECONDS, java.util.concurrent.TimeUnit.SECONDS))
                    .isEqualTo("2.0");
        }
    }

    private String meet(Lease lease, String own, String other) {
        String script = "import os, time, tool; open('" + directory + "/" + own + "', 'w').close()\n"
                + "while not os.path.exists('" + directory + "/" + other + "'): time.sleep(0.01)\n"
                + "print(tool.VERSION)";
        try {
            return run(lease.interpreter(), "-c", script);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readyEnvironmentIsFoundAgainByAnotherProcessWithoutABuild() throws Exception {
        EnvironmentRequest request = machine.request(machine.pack("one", "requirements.txt", "tool\n"), python);
        machine.get(request).close();
        assertThat(machine.phases()).hasSize(2);
        machine.phases().clear();

        CompletableFuture<?> again = machine.ask(request);

        assertThat(again).isCompleted();
        assertThat(machine.phases()).isEmpty();
    }

    @Test
    void packWithAnEmptyListHasAnEmptyEnvironmentOfItsOwn() throws Exception {
        EnvironmentRequest request = machine.request(machine.pack("one", "requirements.txt", "# nothing\n"), python);

        try (Lease lease = machine.get(request)) {
            assertThat(run(lease.interpreter(), "-c", "import sys; print(sys.prefix != sys.base_prefix)"))
                    .isEqualTo("True");
            assertThat(run(
                            lease.interpreter(),
                            "-c",
                            "import sys; print([p for p in sys.path if 'site-packages' in p])"))
                    .contains(lease.directory().toString())
                    .doesNotContain(",");
        }
        assertThat(machine.phases()).hasSize(1);
    }

    @Test
    void packWithoutAListNeedsNone() throws Exception {
        assertThat(machine.ask(machine.request(machine.pack("one"), python)).get())
                .isEmpty();
    }

    @Test
    void otherRequirementsMakeAnotherEnvironmentAndLeaveTheFirst() throws Exception {
        Path pack = machine.pack("one", "requirements.txt", "-r more.txt\n", "more.txt", "tool==1.0\n");
        try (Lease before = machine.get(machine.request(pack, python))) {
            machine.pack("one", "more.txt", "tool==2.0\n");
            try (Lease after = machine.get(machine.request(pack, python))) {
                assertThat(run(before.interpreter(), "-c", SAY)).isEqualTo("1.0");
                assertThat(run(after.interpreter(), "-c", SAY)).isEqualTo("2.0");
            }
        }
    }

    @Test
    void administratorsRequirementsAndConstraintsAreInstalledAndPartOfTheKey() throws Exception {
        Path pack = machine.pack("one", "requirements.txt", "tool\n");
        machine.get(machine.request(pack, python)).close();
        machine.with(InstallSettings.defaults()
                .withSources(Sources.offline(wheels.directory()))
                .withAdditions(new Additions(List.of("other==3.0"), List.of("tool<2"), false)));

        try (Lease lease = machine.get(machine.request(pack, python))) {
            assertThat(run(lease.interpreter(), "-c", "import other, tool; print(other.VERSION, tool.VERSION)"))
                    .isEqualTo("3.0 1.0");
        }
        assertThat(machine.ready()).isEqualTo(2);
    }

    @Test
    void administratorMayAddToAPackWithoutAList() throws Exception {
        machine.with(InstallSettings.defaults()
                .withSources(Sources.offline(wheels.directory()))
                .withAdditions(new Additions(List.of("other"), List.of(), false)));

        try (Lease lease = machine.get(machine.request(machine.pack("one"), python))) {
            assertThat(run(lease.interpreter(), "-c", "import other; print(other.VERSION)"))
                    .isEqualTo("3.0");
        }
    }

    @Test
    void wheelWithAnotherHashIsRefused() throws Exception {
        String right = Wheels.hash(directory.resolve("wheels/tool-1.0-py3-none-any.whl"));
        String wrong = right.replace(right.charAt(0), right.charAt(0) == '0' ? '1' : '0');
        Path good = machine.pack("good", "requirements.txt", "tool==1.0 --hash=sha256:" + right + "\n");
        Path bad = machine.pack("bad", "requirements.txt", "tool==1.0 --hash=sha256:" + wrong + "\n");
        machine.get(machine.request(good, python)).close();

        assertThatThrownBy(() -> machine.get(machine.request(bad, python)))
                .hasCauseInstanceOf(EnvironmentFailedException.class)
                .hasMessageContaining("DO NOT MATCH THE HASHES");
    }

    @Test
    void missingPackageFailsWithWhatPipSaidAndLeavesALogButNoDirectory() throws Exception {
        EnvironmentRequest request =
                machine.request(machine.pack("one", "requirements.txt", "tool\nnowhere-to-be-found==9\n"), python);

        assertThatThrownBy(() -> machine.get(request))
                .cause()
                .isInstanceOfSatisfying(EnvironmentFailedException.class, e -> {
                    assertThat(e.describe())
                            .contains("pack one", "No matching distribution found for nowhere-to-be-found==9")
                            .contains("Correct the pack's list of dependencies");
                    assertThat(Path.of(String.valueOf(e.place()))).content().contains("nowhere-to-be-found");
                });
        EnvironmentStatus status =
                new Inventory(machine.root(), machine.clock()).list().get(0);
        assertThat(status.state()).isEqualTo(EnvironmentStatus.State.FAILED);
        assertThat(machine.root().resolve(status.id())).doesNotExist();
        assertThat(machine.root().resolve(".tmp")).isEmptyDirectory();
        assertThat(machine.root().resolve(".use")).isEmptyDirectory();
    }

    @Test
    void unreachableIndexIsToldAsSuch() throws Exception {
        machine.with(InstallSettings.defaults()
                .withSources(new Sources("http://127.0.0.1:9/simple", List.of(), null, null, List.of())));
        machine.variable("PIP_DEFAULT_TIMEOUT", "1");
        machine.variable("NO_PROXY", "127.0.0.1");
        Path pack = machine.pack("one", "requirements.txt", "tool\n");

        assertThatThrownBy(() -> machine.get(machine.request(pack, python)))
                .cause()
                .isInstanceOfSatisfying(
                        EnvironmentFailedException.class,
                        e -> assertThat(e.describe()).contains("tool").contains("index"));
    }

    @Test
    void readOnlyPackInALongPathWithSpacesWillDo() throws Exception {
        Path pack =
                directory.resolve("a workspace with spaces " + "x".repeat(180)).resolve("one");
        Files.createDirectories(pack);
        Files.writeString(pack.resolve("requirements.txt"), "tool==1.0\n");
        assertThat(pack.toFile().setWritable(false)).isTrue();

        try (Lease lease = machine.get(machine.request(pack, python))) {
            assertThat(run(lease.programs().get(0).resolve("tool-tool").toString()))
                    .isEqualTo("1.0");
            assertThat(lease.directory().toString().length()).isLessThan(120);
        } finally {
            assertThat(pack.toFile().setWritable(true)).isTrue();
        }
        try (var files = Files.list(pack)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void installedPackagesAreCompiled() throws Exception {
        EnvironmentRequest request = machine.request(machine.pack("one", "requirements.txt", "tool\n"), python);

        try (Lease lease = machine.get(request);
                var files = Files.walk(lease.directory())) {
            assertThat(files).anyMatch(file -> file.toString().matches(".*/tool/__pycache__/__init__.*\\.pyc"));
        }
    }

    @Test
    void whatTheCallerHasInPythonPathIsNotSeenByTheInstaller() throws Exception {
        machine.variable(
                "PYTHONPATH",
                machine.pack("evil", "pip.py", "raise SystemExit('hijacked')\n").toString());
        Path pack = machine.pack("one", "requirements.txt", "tool==1.0\n", "pip.py", "raise SystemExit('hijacked')\n");

        try (Lease lease = machine.get(machine.request(pack, python))) {
            assertThat(run(lease.interpreter(), "-c", SAY)).isEqualTo("1.0");
        }
    }

    static String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PYTHON"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }
}
