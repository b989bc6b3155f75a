package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.engine.runtime.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What starts a supervisor elsewhere, under shells and with tools that images may have. */
class DetachedScriptTest {
    private static final SearchPath MACHINE = new SearchPath("/usr/bin:/bin");

    @TempDir
    Path root;

    static Stream<String> shells() {
        return Stream.of("dash", "bash", "busybox")
                .filter(name -> MACHINE.find(name).isPresent());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void startsUnderEveryShell(String shell) throws IOException {
        Path bin = Files.createDirectory(root.resolve("bin"));
        Files.copy(Path.of(MACHINE.find(shell).orElseThrow()), bin.resolve("sh"));
        // A path and a value with all that a shell might read as something else.
        Script script = new Script(root.resolve("it's \"a\" `path` \\ of %s"), "cat", "echo \"$MINE\"")
                .variables(Map.of("MINE", "'\"`id`\\ %s $HOME {x}"));

        Recorder seen = DetachedTrial.start(script.request(), launcher(bin + ":/usr/bin:/bin"))
                .deliver("{\"a\":1}")
                .end();

        assertThat(seen.failure()).isNull();
        assertThat(seen.stdout()).isEqualTo("{\"a\":1}\n'\"`id`\\ %s $HOME {x}\n");
    }

    @Test
    void runsWithoutASessionWhereThereIsNoSetsid() throws IOException {
        Path bin = Files.createDirectory(root.resolve("bin"));
        for (String tool : List.of(
                "sh", "mkfifo", "dd", "cat", "cksum", "awk", "grep", "sleep", "rm", "mv", "env", "id", "ls", "chmod",
                "cut")) {
            Path file = bin.resolve(tool);
            Files.writeString(file, "#!/bin/sh\nexec " + MACHINE.find(tool).orElseThrow() + " \"$@\"\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Script script = new Script(root, "cat", "cut -d ' ' -f 6 /proc/$$/stat", "cut -d ' ' -f 6 /proc/$PPID/stat");

        Recorder seen = DetachedTrial.start(script.request(), launcher(bin.toString()))
                .deliver("{}")
                .end();

        List<String> sessions = seen.stdout().lines().toList();
        assertThat(sessions).hasSize(3).startsWith("{}");
        assertThat(sessions.get(1)).isEqualTo(sessions.get(2));
        await().untilAsserted(() -> assertThat(script.controlRoot()).isEmptyDirectory());
    }

    private static TestLauncher launcher(String path) {
        return TestLauncher.command(List.of("env", "-i"), Map.of("PATH", path));
    }
}
