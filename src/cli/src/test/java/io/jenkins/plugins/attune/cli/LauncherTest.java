package io.jenkins.plugins.attune.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, in a tree of its own, with a Java and a Maven that only tell how they were called. */
@Timeout(value = 60, unit = SECONDS)
class LauncherTest {
    private static final String NOTICE = "attune: building the command line (once)…\n";

    @TempDir
    private Path root;

    private Path bin;

    /** What a call came to. */
    private record Called(int code, String out, String err) {}

    @BeforeEach
    void tree() throws IOException {
        bin = Files.createDirectories(root.resolve("bin"));
        Path repository = Files.createDirectories(root.resolve("a tree"));
        for (String directory : List.of("src/engine/src/main", "src/cli/src/main", "packs/core")) {
            Files.createDirectories(repository.resolve(directory));
        }
        for (String file : List.of("pom.xml", "src/engine/pom.xml", "src/cli/pom.xml", "src/cli/src/main/A.java")) {
            Files.writeString(repository.resolve(file), "");
        }
        Files.copy(Path.of("../../attune"), repository.resolve("attune"));
        executable(repository.resolve("attune"));
        program(
                "java",
                "case $1 in -version) echo 'openjdk version \"17.0.1\"' >&2; exit ;; esac",
                "for a; do case $a in -XX:ArchiveClassesAtExit=*) : >\"${a#*=}\"; exit ;; esac; done",
                "while [ \"$1\" != -jar ]; do shift; done; shift 2; printf '<%s>' \"$@\"");
        program(
                "mvn",
                "echo built >>'" + root.resolve("builds") + "'",
                "sleep 1",
                "mkdir -p src/cli/target/lib",
                ": >src/cli/target/attune-cli-1.jar");
    }

    @Test
    void buildsOnFirstUseAndNotAgain() throws Exception {
        assertThat(call("run", "a b", "*")).isEqualTo(new Called(0, "<run><a b><*>", NOTICE));
        assertThat(call("list")).isEqualTo(new Called(0, "<list>", ""));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainWhenASourceHasChanged() throws Exception {
        call("list");
        Files.setLastModifiedTime(
                root.resolve("a tree/src/cli/src/main/A.java"),
                FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(call("list").err()).isEqualTo(NOTICE);
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void buildsOnceForTwoFirstUsesAtOnce() throws Exception {
        Process first = start("list");
        Process second = start("list");
        assertThat(ended(first).out()).isEqualTo("<list>");
        assertThat(ended(second).out()).isEqualTo("<list>");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void takesTheLockOfADeadBuildOver() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path target = Files.createDirectories(root.resolve("a tree/src/cli/target"));
        Files.createSymbolicLink(target.resolve("attune.lock"), Path.of(Long.toString(dead.pid())));
        assertThat(call("list").out()).isEqualTo("<list>");
        assertThat(target.resolve("attune.lock")).doesNotExist();
    }

    @Test
    void isFoundThroughLinks() throws Exception {
        Files.createSymbolicLink(root.resolve("one"), Path.of("a tree/attune"));
        Path two = Files.createSymbolicLink(bin.resolve("two"), Path.of("../one"));
        assertThat(ended(process(two.toString(), "list").start()).out()).isEqualTo("<list>");
    }

    @Test
    void showsWhatAFailedBuildSays() throws Exception {
        program("mvn", "echo it is broken; exit 1");
        Called called = call("list");
        assertThat(called.code()).isEqualTo(70);
        assertThat(called.err()).startsWith(NOTICE + "it is broken\nattune: error: the build failed");
        assertThat(called.out()).isEmpty();
    }

    @Test
    void saysWhichJavaIsTooOld() throws Exception {
        program("java", "echo 'openjdk version \"11.0.2\"' >&2");
        assertThat(call("list").err()).contains("Java 17 or newer is needed").contains("Java 11.0.2");
        assertThat(call("list").code()).isEqualTo(69);
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        Files.delete(bin.resolve("mvn"));
        assertThat(call("list"))
                .isEqualTo(new Called(
                        69,
                        "",
                        "attune: error: there is no mvn on the PATH; Maven 3.8 or newer builds this command\n"));
        Files.delete(bin.resolve("java"));
        assertThat(call("list"))
                .isEqualTo(new Called(
                        69, "", "attune: error: there is no java on the PATH; Java 17 or newer is needed\n"));
    }

    private Called call(String... arguments) throws Exception {
        return ended(start(arguments));
    }

    private Process start(String... arguments) throws IOException {
        String[] command = Stream.concat(Stream.of(root.resolve("a tree/attune").toString()), Stream.of(arguments))
                .toArray(String[]::new);
        return process(command).start();
    }

    /** With nothing on the PATH but the programs of the test and the few tools that the launcher may use. */
    private ProcessBuilder process(String... command) throws IOException {
        Path tools = Files.createDirectories(root.resolve("tools"));
        for (String tool : List.of(
                "sh", "cat", "dirname", "find", "head", "ln", "mkdir", "mv", "readlink", "rm", "sed", "sleep")) {
            Path link = tools.resolve(tool);
            if (!Files.exists(link)) {
                Path usual = Path.of("/usr/bin", tool);
                Files.createSymbolicLink(link, Files.exists(usual) ? usual : Path.of("/bin", tool));
            }
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin + ":" + tools);
        return builder;
    }

    private static Called ended(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Called(process.waitFor(), out, err);
    }

    private long builds() throws IOException {
        return Files.readAllLines(root.resolve("builds")).size();
    }

    private void program(String name, String... lines) throws IOException {
        Files.writeString(bin.resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        executable(bin.resolve(name));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
