package io.jenkins.plugins.attune.engine.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.environment.InstallSettings.Additions;
import io.jenkins.plugins.attune.engine.environment.InstallSettings.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeEnvironmentTest {
    private static final String MODULE_SCRIPT = "import tool from 'tool'; console.log(tool);\n";

    @TempDir
    Path directory;

    private Machine machine;
    private EnvironmentRequest.Runtime node;

    @BeforeEach
    void prepare() throws Exception {
        machine = new Machine(directory).with(InstallSettings.defaults().withSources(Sources.offline(null)));
        node = Machine.core("nodejs");
    }

    @AfterEach
    void close() throws Exception {
        machine.close();
    }

    @Test
    void scriptsOfTheCopyFindTheModulesWhetherEsModulesOrNot() throws Exception {
        Path pack = pack("one", tarball("1.0.0"), "actions/main.mjs", MODULE_SCRIPT);
        Files.writeString(pack.resolve("actions/old.js"), "console.log(require('tool'));\n");

        try (Lease lease = machine.get(machine.request(pack, node))) {
            assertThat(lease.pack()).startsWith(lease.directory()).isNotEqualTo(pack);
            assertThat(node(lease.pack().resolve("actions/main.mjs"))).isEqualTo("1.0.0");
            assertThat(node(lease.pack().resolve("actions/old.js"))).isEqualTo("1.0.0");
        }
        assertThat(pack.resolve("node_modules")).doesNotExist();
        assertThat(pack.resolve("package-lock.json")).doesNotExist();
    }

    @Test
    void copyFollowsThePackWithoutABuild() throws Exception {
        Path pack = pack("one", tarball("1.0.0"), "actions/main.mjs", MODULE_SCRIPT);
        machine.get(machine.request(pack, node)).close();
        machine.phases().clear();
        Path first = machine.get(machine.request(pack, node)).pack();
        Files.writeString(pack.resolve("actions/main.mjs"), "console.log('changed');\n");

        try (Lease lease = machine.get(machine.request(pack, node))) {
            assertThat(lease.pack()).isNotEqualTo(first);
            assertThat(node(lease.pack().resolve("actions/main.mjs"))).isEqualTo("changed");
            assertThat(node(first.resolve("actions/main.mjs"))).isEqualTo("1.0.0");
        }
        assertThat(machine.phases()).isEmpty();
    }

    @Test
    void packsThatNeedConflictingVersionsHaveTheirOwn() throws Exception {
        Path one = pack("one", tarball("1.0.0"), "actions/main.mjs", MODULE_SCRIPT);
        Path two = pack("two", tarball("2.0.0"), "actions/main.mjs", MODULE_SCRIPT);

        try (Lease first = machine.get(machine.request(one, node));
                Lease second = machine.get(machine.request(two, node))) {
            assertThat(node(first.pack().resolve("actions/main.mjs"))).isEqualTo("1.0.0");
            assertThat(node(second.pack().resolve("actions/main.mjs"))).isEqualTo("2.0.0");
        }
    }

    @Test
    void lockFileIsFollowed() throws Exception {
        Path pack = pack("one", tarball("1.0.0"));
        try (Lease unlocked = machine.get(machine.request(pack, node))) {
            Files.copy(unlocked.directory().resolve("package-lock.json"), pack.resolve("package-lock.json"));
        }
        machine.phases().clear();

        try (Lease locked = machine.get(machine.request(pack, node))) {
            assertThat(locked.directory().resolve("node_modules/tool/index.js")).exists();
        }
        assertThat(machine.phases()).contains("installing packages with npm ci");
    }

    @Test
    void scriptsOfPackagesRunOnlyWhereTheyAreAllowed() throws Exception {
        Path proof = directory.resolve("proof");
        Path pack = pack("one", tarball("1.0.0", "\"scripts\": {\"postinstall\": \"touch " + proof + "\"},"));
        machine.get(machine.request(pack, node)).close();
        assertThat(proof).doesNotExist();

        machine.with(InstallSettings.defaults().withAdditions(new Additions(List.of(), List.of(), true)));
        machine.get(machine.request(pack, node)).close();

        assertThat(proof).exists();
    }

    @Test
    void configurationOfTheUserAndOfThePackIsNotRead() throws Exception {
        Path proof = directory.resolve("proof");
        Files.writeString(directory.resolve("home/.npmrc"), "ignore-scripts=false\nregistry=http://127.0.0.1:9/\n");
        Path pack = pack(
                "one",
                tarball("1.0.0", "\"scripts\": {\"postinstall\": \"touch " + proof + "\"},"),
                ".npmrc",
                "ignore-scripts=false\nregistry=http://127.0.0.1:9/\n");

        machine.get(machine.request(pack, node)).close();

        assertThat(proof).doesNotExist();
    }

    @Test
    void administratorsPackagesAreInstalledAsWell() throws Exception {
        Path pack = machine.pack("one", "actions/main.mjs", MODULE_SCRIPT);
        machine.with(InstallSettings.defaults()
                .withAdditions(new Additions(List.of("tool@file:" + tarball("1.0.0")), List.of(), false)));

        try (Lease lease = machine.get(machine.request(pack, node))) {
            assertThat(node(lease.pack().resolve("actions/main.mjs"))).isEqualTo("1.0.0");
        }
    }

    @Test
    void packWithoutDependenciesRunsWhereItIs() throws Exception {
        Path pack = machine.pack("one", "package.json", "{\"name\": \"one\", \"dependencies\": {}}\n");

        assertThat(machine.ask(machine.request(pack, node)).get()).isEmpty();
    }

    private Path pack(String ref, Path tarball, String... files) throws Exception {
        Path pack = machine.pack(ref, files);
        Files.writeString(
                pack.resolve("package.json"),
                "{\"name\": \"" + ref + "\", \"version\": \"1.0.0\", \"dependencies\": {\"tool\": \"file:" + tarball
                        + "\"}}");
        return pack;
    }

    private Path tarball(String version) throws Exception {
        return tarball(version, "");
    }

    private Path tarball(String version, String more) throws Exception {
        Path source = Files.createDirectories(directory.resolve("source-" + version + "/package"));
        Files.writeString(
                source.resolve("package.json"),
                "{\"name\": \"tool\", " + more + " \"version\": \"" + version + "\", \"main\": \"index.js\"}");
        Files.writeString(source.resolve("index.js"), "module.exports = '" + version + "';\n");
        return PackageTarball.of(source, directory.resolve("tool-" + version + ".tgz"));
    }

    private String node(Path script) throws Exception {
        return PythonEnvironmentTest.run(node.interpreter().path(), script.toString());
    }
}
