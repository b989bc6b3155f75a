package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.cli.Cli.Called;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvCommandTest {
    @TempDir
    private Path root;

    private Cli cli;

    @BeforeEach
    void prepare() {
        cli = new Cli(root)
                .withVariable("HOME", root.toString())
                .pack("p")
                .file("packs/p/requirements.txt", "# nothing yet")
                .file("packs/p/actions/go.yaml", "ref: p.go", "label: Go", "runner_type: python", "entry_point: go.py")
                .file("packs/p/actions/go.py", "import sys", "print(sys.prefix)");
    }

    @Test
    void buildsWhatPacksNeedAndListsIt() throws Exception {
        assertThat(cli.call("env", "list").out()).isEqualTo("0 environments, 0.0 MiB\n");

        Called built = cli.call("env", "build");

        assertThat(built.code()).isZero();
        assertThat(built.err())
                .contains("environment of pack p: creating for Python ", "p, Python: ready in " + environment());
        assertThat(cli.call("env", "list").out())
                .matches("(?s)[0-9a-f]{12}  ready  .*  just now  .*p, Python 3.*\\n1 environment, .*");
        assertThat(cli.call("env", "list", "--json").out()).contains("\"state\":\"ready\",\"pack\":\"p\"");
    }

    @Test
    void runsTakeWhatWasBuilt() throws Exception {
        cli.call("env", "build", "p");

        Called run = cli.call("run", "p.go");

        assertThat(run.out().strip()).isEqualTo(environment().toString());
        assertThat(run.err()).isEmpty();
    }

    @Test
    void testsOfAPackRunInItsEnvironment() throws Exception {
        cli.file(
                "packs/p/pack.yaml",
                "ref: p",
                "label: P",
                "version: 1.0.0",
                "testing:",
                "  runners:",
                "    python: {type: script, entry_point: tests/t.py}");
        cli.file("packs/p/tests/t.py", "import sys", "sys.exit(sys.prefix == sys.base_prefix)");

        assertThat(cli.call("test").out()).contains("1 passed, 0 failed");
    }

    @Test
    void packageThatIsMissingIsToldWithTheNextStepAndTheLog() throws Exception {
        cli.file("packs/p/requirements.txt", "nowhere-to-be-found==1");
        Files.createDirectories(root.resolve("wheels"));

        Called run = cli.call("run", "p.go", "--wheels", "wheels");
        assertThat(run.code()).isEqualTo(69);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains(
                        "the environment of pack p for Python",
                        "No matching distribution found for nowhere-to-be-found")
                .contains("Correct the pack's list of dependencies", ".log");
        Called build = cli.call("env", "build", "--wheels", "wheels");
        assertThat(build.code()).isEqualTo(69);
        assertThat(cli.call("env", "list").out())
                .containsSubsequence(
                        "failed",
                        "p, Python 3",
                        "No matching distribution found for nowhere-to-be-found",
                        "Correct the pack's list",
                        "log: ");
    }

    @Test
    void installerAndInterpreterAreChosenByOptions() {
        cli.file("packs/p/requirements.txt", "tool");

        assertThat(cli.call("env", "build", "--installer", "uv", "--index-url", "http://127.0.0.1:9")
                        .err())
                .containsAnyOf("has no uv", "uv ended with");
        assertThat(cli.call("env", "build", "--installer", "conda").code()).isEqualTo(64);
        Called missing = cli.call("env", "build", "--interpreter", "nowhere/python3");
        assertThat(missing.code()).isEqualTo(64);
        assertThat(missing.err()).contains("--interpreter: there is no nowhere/python3");
    }

    @Test
    void prunesOneOrAllAndSaysWhatIsNotThere() throws Exception {
        cli.call("env", "build");
        Path environment = environment();

        assertThat(cli.call("env", "prune").err()).contains("0 environments removed");
        assertThat(cli.call("env", "prune", "0123456789ab").code()).isEqualTo(64);
        assertThat(cli.call("env", "prune", environment.getFileName().toString())
                        .err())
                .contains("1 environment removed");

        assertThat(environment).doesNotExist();
        cli.call("env", "build");
        assertThat(cli.call("env", "prune", "--all").err()).contains("1 environment removed");
    }

    @Test
    void damagedEnvironmentIsFoundRemovedAndBuiltAnew() throws Exception {
        cli.call("env", "build");
        assertThat(cli.call("env", "verify").code()).isZero();
        Files.delete(environment().resolve("pyvenv.cfg"));

        Called verified = cli.call("env", "verify", "--remove");

        assertThat(verified.code()).isEqualTo(1);
        assertThat(verified.out()).contains("files, and had");
        assertThat(cli.call("run", "p.go").code()).isZero();
        assertThat(cli.call("env", "verify").code()).isZero();
    }

    @Test
    void unknownPackAndMissingPartAreTold() {
        assertThat(cli.call("env", "build", "q").err()).contains("there is no pack q");
        assertThat(cli.call("env").err()).contains("a command is missing: list, build, prune, verify");
    }

    @Test
    void helpOfEachPartHasExamplesAndFitsATerminal() {
        for (String part : List.of("list", "build", "prune", "verify")) {
            Called help = cli.call("env", part, "--help");
            assertThat(help.code()).isZero();
            assertThat(help.out()).contains("Usage: attune env " + part, "Examples:", "  attune env " + part);
            assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        }
    }

    private Path environment() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("cache/attune/e"))) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9a-f]{12}"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
