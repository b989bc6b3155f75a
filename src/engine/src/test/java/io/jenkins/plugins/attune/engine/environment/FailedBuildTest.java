package io.jenkins.plugins.attune.engine.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.engine.environment.InstallSettings.Additions;
import io.jenkins.plugins.attune.engine.environment.InstallSettings.Sources;
import io.jenkins.plugins.attune.engine.error.EnvironmentFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told of a build that failed, and what is left of it; no index is asked. */
class FailedBuildTest {
    @TempDir
    Path directory;

    private Machine machine;

    @BeforeEach
    void prepare() throws Exception {
        machine = new Machine(directory)
                .with(InstallSettings.defaults()
                        .withSources(Sources.offline(Files.createDirectories(directory.resolve("wheels"))
                                .toString())));
    }

    @AfterEach
    void close() throws Exception {
        machine.close();
    }

    @Test
    void diskThatIsFullForTheInstaller() throws Exception {
        Path pack = machine.pack("one", "wants", "something\n");

        fails(
                machine.request(
                        pack, machine.scripted("touch $1/half", "dd if=/dev/zero of=/dev/full bs=1 count=1 || exit 4")),
                "sh ended with exit code 4",
                "No space left on device",
                "Free space where the environments are kept, " + machine.root());
    }

    @Test
    void diskThatIsFullForTheLog() throws Exception {
        Path pack = machine.pack("one", "wants", "something\n");
        EnvironmentRequest request = machine.request(pack, machine.scripted("echo said"));
        Manifest manifest = Manifest.read(
                        pack, request.runtime().interpreter().launch().dependencies())
                .orElseThrow();
        Slot slot =
                new Slot(machine.root(), EnvironmentKey.of(request, manifest).id());
        Files.createSymbolicLink(slot.log(), Path.of("/dev/full"));

        fails(request, "can't be built: No space left on device", "Free space where");
    }

    @Test
    void buildHookThatFails() throws Exception {
        Path pack = machine.pack(
                "one",
                "requirements.txt",
                "./vendored\n",
                "vendored/pyproject.toml",
                """
                [project]
                name = "vendored"
                version = "1.0"
                [build-system]
                requires = []
                build-backend = "hook"
                backend-path = ["."]
                """,
                "vendored/hook.py",
                "raise SystemExit('libfoo.h is missing')\n");

        fails(
                machine.request(pack, Machine.core("python")),
                "libfoo.h is missing",
                "install what its build asks for, or choose a version that there is a wheel for");
    }

    @Test
    void scriptOfANodePackageThatFails() throws Exception {
        machine.with(InstallSettings.defaults().withAdditions(new Additions(List.of(), List.of(), true)));
        machine.pack(
                "vendored",
                "package.json",
                "{\"name\": \"vendored\", \"version\": \"1.0.0\", \"scripts\": {\"postinstall\": \"echo no libfoo; exit 3\"}}");
        Path tarball = PackageTarball.of(directory.resolve("packs/vendored"), directory.resolve("vendored.tgz"));
        Path pack = machine.pack("one", "package.json", "{\"dependencies\": {\"vendored\": \"file:" + tarball + "\"}}");

        fails(
                machine.request(pack, Machine.core("nodejs")),
                "npm install ended with exit code 3",
                "no libfoo",
                "A script of a package failed");
    }

    @Test
    void registryThatIsNotReachable() throws Exception {
        machine.with(InstallSettings.defaults()
                .withSources(new Sources(null, List.of(), null, "http://127.0.0.1:9", List.of())));
        machine.variable("NO_PROXY", "127.0.0.1").variable("npm_config_fetch_retries", "0");
        Path pack =
                machine.pack("one", "package.json", "{\"dependencies\": {\"tool\": \"1\"}}", "package-lock.json", """
                {"lockfileVersion": 3, "packages": {"": {"dependencies": {"tool": "1"}},
                 "node_modules/tool": {"version": "1.0.0", "resolved": "http://127.0.0.1:9/tool-1.0.0.tgz"}}}
                """);

        fails(
                machine.request(pack, Machine.core("nodejs")),
                "npm ci ended with exit code 1",
                "http://127.0.0.1:9/tool-1.0.0.tgz",
                "See that this machine reaches the package index");
    }

    @Test
    void rootThatMayNotBeWrittenTo() throws Exception {
        Path pack = machine.pack("one", "requirements.txt", "# none\n");
        Files.createDirectories(machine.root());
        Files.writeString(machine.root().resolve(".tmp"), "in the way");

        fails(machine.request(pack, Machine.core("python")), machine.root().resolve(".tmp") + "");
    }

    /** The failure as it is told, at once and afterwards; and nothing is left but the log and the note of it. */
    private void fails(EnvironmentRequest request, String... words) throws Exception {
        assertThatThrownBy(() -> machine.get(request))
                .cause()
                .isInstanceOfSatisfying(EnvironmentFailedException.class, e -> assertThat(e.describe())
                        .contains("the environment of pack one for", "can't be built")
                        .contains(words)
                        .doesNotContain("Exception: ", "java."));
        assertThat(new Inventory(machine.root(), machine.clock()).list())
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.state()).isEqualTo(EnvironmentStatus.State.FAILED);
                    assertThat(status.origin().runtime())
                            .isEqualTo(request.runtime().shown());
                    assertThat(status.details().problem()).contains(words);
                    assertThat(machine.root().resolve(status.id())).doesNotExist();
                });
        // Whoever waited hears of the failure first.
        await().untilAsserted(() -> assertThat(machine.root().resolve(".use")).isEmptyDirectory());
        assertThat(machine.root().resolve(".tmp"))
                .satisfiesAnyOf(path -> assertThat(path).isEmptyDirectory(), path -> assertThat(path)
                        .isRegularFile());
    }
}
