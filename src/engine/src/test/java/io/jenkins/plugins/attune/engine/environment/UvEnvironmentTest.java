package io.jenkins.plugins.attune.engine.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.environment.InstallSettings.Additions;
import io.jenkins.plugins.attune.engine.environment.InstallSettings.Installer;
import io.jenkins.plugins.attune.engine.environment.InstallSettings.Sources;
import io.jenkins.plugins.attune.engine.environment.InstallSettings.Tools;
import io.jenkins.plugins.attune.engine.error.EnvironmentFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What uv is asked for; it is a stand-in that notes its arguments, its directory and its configuration. */
class UvEnvironmentTest {
    @TempDir
    Path directory;

    private Machine machine;
    private Path tools;
    private EnvironmentRequest.Runtime python;

    @BeforeEach
    void prepare() throws Exception {
        machine = new Machine(directory);
        tools = Files.createDirectories(directory.resolve("tools"));
        machine.variable("PATH", tools + ":" + System.getenv("PATH"));
        Path uv = tools.resolve("uv");
        Files.write(
                uv,
                List.of(
                        "#!/bin/sh",
                        "echo \"$*\" >>" + tools + "/calls",
                        "echo \"$UV_PYTHON_DOWNLOADS $UV_CACHE_DIR\" >" + tools + "/variables",
                        "if [ -n \"$UV_CONFIG_FILE\" ]; then cp \"$UV_CONFIG_FILE\" " + tools + "/uv.toml; fi"));
        assertThat(uv.toFile().setExecutable(true)).isTrue();
        python = Machine.core("python");
    }

    @AfterEach
    void close() throws Exception {
        machine.close();
    }

    @Test
    void isTakenWhereTheMachineHasItAndNothingIsSetUpForPip() throws Exception {
        machine.with(InstallSettings.defaults().withSources(index("https://pypi.example/simple")));
        Path pack = machine.pack("one", "requirements.txt", "tool\n");

        try (Lease lease = machine.get(machine.request(pack, python))) {
            assertThat(calls())
                    .containsExactly("pip install --compile-bytecode --python " + lease.interpreter() + " -r " + pack
                            + "/requirements.txt");
        }
        assertThat(machine.phases()).contains("installing packages with uv");
        assertThat(tools.resolve("variables"))
                .content()
                .isEqualTo("never " + machine.root().resolve(".cache/uv") + "\n");
        assertThat(tools.resolve("uv.toml")).content().contains("url = \"https://pypi.example/simple\"");
    }

    @Test
    void isNotTakenWhereTheMachineIsSetUpForPip() throws Exception {
        Path wheels = new Wheels(directory.resolve("wheels")).add("tool", "1.0").getParent();
        machine.variable("PIP_FIND_LINKS", wheels.toString());
        Path configuration = Files.createDirectories(directory.resolve("home/.config/pip"));
        Files.writeString(configuration.resolve("pip.conf"), "[global]\nno-index = true\n");

        machine.get(machine.request(machine.pack("one", "requirements.txt", "tool\n"), python))
                .close();

        assertThat(tools.resolve("calls")).doesNotExist();
    }

    @Test
    void isTakenAllTheSameWhereItIsAskedForAndNotWherePipIs() throws Exception {
        Wheels wheels = new Wheels(directory.resolve("wheels"));
        wheels.add("tool", "1.0");
        machine.with(InstallSettings.defaults()
                .withSources(Sources.offline(wheels.directory()))
                .withTools(new Tools(Installer.PIP, null, List.of())));
        machine.get(machine.request(machine.pack("one", "requirements.txt", "tool\n"), python))
                .close();
        assertThat(tools.resolve("calls")).doesNotExist();

        machine.with(InstallSettings.defaults().withTools(new Tools(Installer.UV, null, List.of())))
                .variable("PIP_FIND_LINKS", wheels.directory());
        machine.get(machine.request(machine.pack("two", "requirements.txt", "tool\n"), python))
                .close();

        assertThat(calls()).hasSize(1);
    }

    @Test
    void hashesConstraintsAndAdditionsAreHandedOn() throws Exception {
        machine.with(InstallSettings.defaults()
                .withSources(index("https://pypi.example/simple"))
                .withAdditions(new Additions(List.of("other"), List.of("tool<2"), false)));
        Path pack = machine.pack("one", "requirements.txt", "tool==1.0 --hash=sha256:00\n");

        machine.get(machine.request(pack, python)).close();

        assertThat(calls()).hasSize(2);
        assertThat(calls().get(0))
                .contains("-r " + pack + "/requirements.txt --require-hashes -c ")
                .endsWith("constraints.txt");
        assertThat(calls().get(1))
                .contains("/.tmp/")
                .contains("requirements.txt -c ")
                .doesNotContain("hashes");
    }

    @Test
    void machineWithoutItIsToldSo() throws Exception {
        Files.delete(tools.resolve("uv"));
        Path alone = Files.createDirectories(directory.resolve("alone")).resolve("python3");
        Files.createSymbolicLink(
                alone, Path.of(String.valueOf(python.interpreter().path())).toRealPath());
        python = Machine.core("python", alone);
        machine.variable("PATH", alone.getParent().toString());
        machine.with(InstallSettings.defaults().withTools(new Tools(Installer.UV, null, List.of())));

        assertThatThrownBy(
                        () -> machine.get(machine.request(machine.pack("one", "requirements.txt", "tool\n"), python)))
                .cause()
                .isInstanceOfSatisfying(EnvironmentFailedException.class, e -> assertThat(e.describe())
                        .contains("this machine has no uv", "Install uv, or choose pip"));
    }

    private static Sources index(String url) {
        return new Sources(url, List.of(), null, null, List.of());
    }

    private List<String> calls() throws Exception {
        return Files.readAllLines(tools.resolve("calls"));
    }
}
