package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Launch;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Probe;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interpreters are those of the place that the launcher leads to, with the versions they have there. */
class DetachedProbeTest {
    @TempDir
    Path root;

    private final List<String> launched = new ArrayList<>();

    @BeforeEach
    void interpreters() throws IOException {
        interpreter("lua", "lua 5.1.4");
        interpreter("lua5.3", "lua 5.3.9");
        interpreter("other", "lua 9.9.9");
    }

    @Test
    void interpreterForAnyVersionIsFoundByNameInOneLaunch() {
        assertThat(run("lua", "", null).stdout()).isEqualTo("by lua\n");
        assertThat(launched).hasSize(1);
    }

    @Test
    void highestVersionThatFitsIsTaken() {
        assertThat(run("lua", ">=5", null).stdout()).isEqualTo("by lua5.3\n");
        assertThat(run("lua", ">=5,<5.2", null).stdout()).isEqualTo("by lua\n");
    }

    @Test
    void interpreterOfAnotherNameIsFoundWhereTheUsualOneIsNot() {
        assertThat(run("lua-of-old", "", null).stdout()).isEqualTo("by lua\n");
    }

    @Test
    void versionThatIsNotThereIsToldWithWhatIsThere() {
        assertThat(run("lua", ">=6", null).failure().message())
                .contains("needs Lua >=6")
                .contains("5.1.4")
                .contains("5.3.9");
    }

    @Test
    void furtherRuntimeThatIsNotThereIsTold() {
        assertThat(run("lua", "", descriptor("absent", "absent")).failure().message())
                .contains("none of absent was found");
    }

    private Recorder run(String binary, String range, @CheckForNull RuntimeDescriptor further) {
        RunRequest plain = new Script(root.resolve("run" + launched.size()), "").request();
        RunRequest request = new RunRequest(
                plain.executionId(),
                new RunRequest.Program(
                        "test.main",
                        "main.sh",
                        new RunRequest.Needed(descriptor(binary, "lua", "lua5.3"), VersionRange.parse(range)),
                        further == null ? Map.of() : Map.of("more", new RunRequest.Needed(further, VersionRange.any())),
                        false),
                plain.place(),
                plain.variables(),
                plain.limits());
        TestLauncher launcher = TestLauncher.command(List.of("env", "-i"), Map.of("PATH", root + ":/usr/bin:/bin"));
        return DetachedTrial.start(request, launch -> {
                    launched.add(launch.command().toString());
                    return launcher.run(launch);
                })
                .deliver("{}")
                .end();
    }

    private static RuntimeDescriptor descriptor(String binary, String... candidates) {
        List<Probe> probes = new ArrayList<>();
        for (String candidate : candidates) {
            probes.add(new Probe(candidate, List.of("-v"), "lua (\\S+)", 1, false));
        }
        return new RuntimeDescriptor(
                "test.lua",
                "Lua",
                List.of("lua"),
                probes,
                false,
                new Launch(binary, List.of(), ".lua", Map.of(), null, null),
                List.of());
    }

    private void interpreter(String name, String version) throws IOException {
        Path file = root.resolve(name);
        Files.writeString(file, """
                #!/bin/sh
                if [ "$1" = -v ]; then echo '%s'; else echo "by ${0##*/}"; fi
                """.formatted(version));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
