package io.jenkins.plugins.attune.engine.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.environment.InstallSettings.Sources;
import io.jenkins.plugins.attune.engine.error.EnvironmentFailedException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interpreters that are updated, replaced and removed; they are scripts that hand on to this machine's, and say what they are told to. */
class InterpreterChangeTest {
    private static final String SAY = "import tool; print(tool.VERSION)";

    @TempDir
    Path directory;

    private Machine machine;
    private Path python;
    private Path other;
    private Path pack;
    private Path unrelated;

    @BeforeEach
    void prepare() throws Exception {
        Wheels wheels = new Wheels(directory.resolve("wheels"));
        wheels.add("tool", "1.0");
        machine = new Machine(directory)
                .with(InstallSettings.defaults().withSources(Sources.offline(wheels.directory())));
        python = install("one", "3.90.1");
        other = install("two", "3.91.0");
        pack = machine.pack("one", "requirements.txt", "tool\n");
        unrelated = machine.pack("unrelated", "requirements.txt", "tool\n");
    }

    @AfterEach
    void close() throws Exception {
        machine.close();
    }

    @Test
    void updateWithinTheMinorVersionKeepsTheEnvironment() throws Exception {
        machine.get(request(pack, python)).close();
        machine.phases().clear();

        install("one", "3.90.2");

        try (Lease lease = machine.get(request(pack, python))) {
            assertThat(machine.phases()).isEmpty();
            assertThat(PythonEnvironmentTest.run(lease.interpreter(), "-c", SAY))
                    .isEqualTo("1.0");
        }
    }

    @Test
    void anotherVersionInItsPlaceMakesAnotherEnvironmentWhileARunGoesOnInTheOld() throws Exception {
        Path untouched;
        try (Lease lease = machine.get(request(unrelated, other))) {
            untouched = lease.directory();
        }
        try (Lease lease = machine.get(request(pack, python))) {
            Process running = new ProcessBuilder(
                            lease.interpreter(),
                            "-c",
                            "input(); import sys, subprocess;" + " subprocess.run([sys.executable, '-c', '" + SAY
                                    + "'])")
                    .redirectErrorStream(true)
                    .start();
            machine.phases().clear();
            install("one", "3.92.0");

            try (Lease next = machine.get(request(pack, python))) {
                assertThat(next.directory()).isNotEqualTo(lease.directory());
                assertThat(PythonEnvironmentTest.run(next.interpreter(), "-c", SAY))
                        .isEqualTo("1.0");
            }
            assertThat(machine.phases()).anyMatch(phase -> phase.contains("3.92.0"));
            assertThat(lease.directory()).isDirectory();
            try (OutputStream in = running.getOutputStream()) {
                in.write('\n');
            }
            String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(running.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(said.strip()).isEqualTo("1.0");
        }
        machine.phases().clear();
        try (Lease lease = machine.get(request(unrelated, other))) {
            assertThat(lease.directory()).isEqualTo(untouched);
            assertThat(machine.phases()).isEmpty();
        }
    }

    /** As when a distribution points {@code python3} to its next version. */
    @Test
    void environmentKeepsItsInterpreterWhereALinkIsPointedToAnother() throws Exception {
        Path link = Files.createDirectories(directory.resolve("linked")).resolve("python3");
        Path real = Path.of(String.valueOf(Machine.core("python").interpreter().path()))
                .toRealPath();
        Files.createSymbolicLink(link, real);
        try (Lease lease = machine.get(request(pack, link))) {
            Files.delete(link);
            Files.createSymbolicLink(link, other);

            assertThat(PythonEnvironmentTest.run(lease.interpreter(), "-c", SAY))
                    .isEqualTo("1.0");
            try (Lease next = machine.get(request(pack, link))) {
                assertThat(next.directory()).isNotEqualTo(lease.directory());
            }
        }
    }

    @Test
    void versionsStandSideBySide() throws Exception {
        try (Lease first = machine.get(request(pack, python));
                Lease second = machine.get(request(pack, other))) {
            assertThat(first.directory()).isNotEqualTo(second.directory());
            assertThat(new Inventory(machine.root(), machine.clock()).list())
                    .extracting(status -> status.origin().runtime())
                    .anyMatch(runtime -> runtime.contains("3.90.1"))
                    .anyMatch(runtime -> runtime.contains("3.91.0"));
        }
    }

    @Test
    void rebuildThatFailsNamesTheInterpreterThatVanished() throws Exception {
        machine.get(request(pack, python)).close();
        Files.delete(python);
        machine.with(InstallSettings.defaults()
                .withSources(Sources.offline(
                        Files.createDirectories(directory.resolve("nothing")).toString())));

        assertThatThrownBy(() -> machine.get(request(pack, other)))
                .cause()
                .isInstanceOfSatisfying(EnvironmentFailedException.class, e -> assertThat(e.describe())
                        .contains("No matching distribution found for tool", python.toString(), "which is gone"));
        assertThat(new Inventory(machine.root(), machine.clock()).verify())
                .singleElement()
                .satisfies(broken -> assertThat(broken.details().problem()).contains("interpreter", python.toString()));
    }

    private EnvironmentRequest request(Path wanted, Path interpreter) throws Exception {
        return machine.request(wanted, Machine.core("python", interpreter));
    }

    /** A script of its own name in its own directory, so that its path is its real path. */
    private Path install(String name, String version) throws Exception {
        Path file =
                Files.createDirectories(directory.resolve("versions/" + name)).resolve("python3");
        Files.write(
                file,
                List.of(
                        "#!/bin/sh",
                        "case $* in -V|--version) echo Python " + version + "; exit;; esac",
                        "exec " + Machine.core("python").interpreter().path() + " \"$@\""));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
