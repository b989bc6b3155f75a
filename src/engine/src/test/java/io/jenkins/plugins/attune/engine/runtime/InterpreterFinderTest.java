package io.jenkins.plugins.attune.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.error.RuntimeUnavailableException;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Launch;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Probe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpreterFinderTest {
    @TempDir
    Path root;

    private final Map<String, String> machine = new TreeMap<>();
    private List<String> named = List.of();
    private String path;

    @BeforeEach
    void prepare() {
        machine.put("HOME", root.resolve("home").toString());
        path = root.resolve("bin") + ":/usr/bin:/bin";
    }

    @Test
    void firstOnThePathIsTakenUnaskedWhereAnyVersionWillDo() throws Exception {
        Path first = program("bin", "1.0");
        program("home/.pyenv/versions/3.0.0/bin", "3.0.0");

        Interpreter found = find("");

        assertThat(found.path()).isEqualTo(first.toString());
        assertThat(found.version()).isNull();
        assertThat(root.resolve("asked")).doesNotExist();
        assertThat(new InterpreterFinder().withVersion(descriptor(), found).version())
                .isEqualTo(Version.parse("1.0"));
    }

    @Test
    void highestThatFitsIsTakenWhereverItIs() throws Exception {
        program("bin", "1.0");
        Path fitting = program("home/.pyenv/versions/2.9.1/bin", "2.9.1");
        program("home/.pyenv/versions/3.0.0/bin", "3.0.0");

        assertThat(find(">=1,<3").path()).isEqualTo(fitting.toString());
    }

    @Test
    void pathsOfTheAdministratorComeFirst() throws Exception {
        program("bin", "1.0");
        Path directory = program("opt/two/bin", "2.0");
        Path file = program("opt/three", "3.0");

        named = List.of(root.resolve("opt/two").toString());
        assertThat(find("").path()).isEqualTo(directory.toString());
        named = List.of(file.toString());
        assertThat(find("").path()).isEqualTo(file.toString());
    }

    @Test
    void programOfAnotherNameCountsWhereItAnswersAsTheRuntimeDoes() throws Exception {
        program("bin", "1.0");
        Path fast = Files.move(program("opt", "2.0"), root.resolve("opt/fast-toy"));
        Path stranger = Files.writeString(root.resolve("opt/stranger"), "#!/bin/sh\necho Game 3.0\n");
        assertThat(stranger.toFile().setExecutable(true)).isTrue();
        named = List.of(root.resolve("opt/missing").toString(), stranger.toString(), fast.toString());

        assertThat(find("").path()).isEqualTo(fast.toString());
        assertThat(find(">=2").path()).isEqualTo(fast.toString());
        assertThat(find("<2").version()).isEqualTo(Version.parse("1.0"));
    }

    @Test
    void shimOfPyenvIsResolvedToWhatItWouldStart() throws Exception {
        Path shim = program("home/.pyenv/shims", "9.9");
        program("home/.pyenv/versions/3.0.0/bin", "3.0.0");
        Path chosen = program("home/.pyenv/versions/2.9.1/bin", "2.9.1");
        Files.writeString(root.resolve("home/.pyenv/version"), "system\n2.9.1\n");
        path = shim.getParent() + ":/usr/bin:/bin";

        assertThat(find("").path()).isEqualTo(chosen.toString());
        machine.put("PYENV_VERSION", "3.0.0");
        assertThat(find("").path()).contains("/3.0.0/");
    }

    @Test
    void managersAreAskedWhereThePathHasNone() throws Exception {
        program("home/.nvm/versions/node/v1.2.3/bin", "1.2.3");
        Path highest = program("home/.nvm/versions/node/v1.10.0/bin", "1.10.0");

        assertThat(find("").path()).isEqualTo(highest.toString());
    }

    @Test
    void whatIsThereIsListedWhereNothingFits() throws Exception {
        Path one = program("bin", "1.0");
        Files.createSymbolicLink(root.resolve("again"), one.getParent());
        path = path + ":" + root.resolve("again");

        assertThatThrownBy(() -> find(">=4"))
                .isInstanceOf(RuntimeUnavailableException.class)
                .hasMessage("the action needs Toy >=4, and this machine has 1.0 (" + one + ")");
    }

    @Test
    void programIsAskedOnceForAsLongAsItIsTheSame() throws Exception {
        program("bin", "1.0");
        InterpreterFinder finder = new InterpreterFinder();
        InterpreterPlaces places = new InterpreterPlaces(named, path, machine::get);
        finder.find(descriptor(), VersionRange.parse(">=1"), places);
        finder.find(descriptor(), VersionRange.parse(">=1"), places);
        assertThat(Files.readAllLines(root.resolve("asked"))).hasSize(1);

        program("bin", "1.0.1");

        assertThat(finder.find(descriptor(), VersionRange.parse(">=1"), places).version())
                .isEqualTo(Version.parse("1.0.1"));
    }

    private Interpreter find(String range) throws RuntimeUnavailableException {
        return new InterpreterFinder()
                .find(descriptor(), VersionRange.parse(range), new InterpreterPlaces(named, path, machine::get));
    }

    private static RuntimeDescriptor descriptor() {
        return new RuntimeDescriptor(
                "test.toy",
                "Toy",
                List.of("toy"),
                List.of(new Probe("toy", List.of("--version"), "Toy ([0-9.]+)", 1, false)),
                false,
                new Launch("toy", List.of(), ".toy", Map.of(), null, null),
                List.of());
    }

    private Path program(String directory, String version) throws Exception {
        Path file = Files.createDirectories(root.resolve(directory)).resolve("toy");
        Files.writeString(file, "#!/bin/sh\necho asked >>" + root + "/asked\necho Toy " + version + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
