package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionRunTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path root;

    @Test
    void givesExitCodeAndBothStreams() {
        Recorder seen = script("echo out", "echo err >&2", "exit 3").run("{}");

        assertThat(seen.outcome().end()).isEqualTo(RunOutcome.End.EXITED);
        assertThat(seen.outcome().exitCode()).isEqualTo(3);
        assertThat(seen.stdout()).isEqualTo("out\n");
        assertThat(seen.stderr()).isEqualTo("err\n");
        assertThat(seen.outcome().stdout().complete()).isTrue();
        assertThat(seen.outcome().stderr().head()).isEqualTo("err\n".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "\n", "a'b\"c\\d$e`f`%s\\n", "héllo\n\nwörld\n", " -n ", "€😀"})
    void documentArrivesUnchangedWithNewlineBehindIt(String document) {
        Recorder seen = script("cat").run(document);

        assertThat(seen.stdout()).isEqualTo(document + "\n");
    }

    @Test
    void largeDocumentArrivesWhole() {
        String document = "x".repeat(MEBIBYTE);

        Recorder seen = script("cksum").run(document);

        assertThat(seen.stdout().strip())
                .isEqualTo(PosixChecksum.line((document + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void actionThatWritesMuchBeforeItReadsMuchEnds() {
        Recorder seen = script("head -c 1048576 /dev/zero | tr '\\0' y", "cat >/dev/null", "echo done >&2")
                .run("x".repeat(MEBIBYTE));

        assertThat(seen.stderr()).isEqualTo("done\n");
        assertThat(seen.stdout()).hasSize(MEBIBYTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "exec <&-; true", "dd bs=1 count=1 2>/dev/null >/dev/null"})
    void actionThatDoesNotReadItsLargeDocumentEnds(String command) {
        Recorder seen = script(command, "echo done").run("x".repeat(MEBIBYTE));

        assertThat(seen.outcome().exitCode()).isZero();
        assertThat(seen.stdout()).isEqualTo("done\n");
    }

    @Test
    void parameterFileIsPrivateAndGoneAfterwards() {
        Recorder seen = script(
                        "ls -l \"$ATTUNE_PARAMETER_FILE\" | cut -c1-10",
                        "cat \"$ATTUNE_PARAMETER_FILE\"",
                        "cat",
                        "echo \"$ATTUNE_PARAMETER_FILE\" >&2")
                .parameterFile()
                .run("{\"a\":1}");

        assertThat(seen.stdout()).isEqualTo("-r--------\n{\"a\":1}\n");
        assertThat(Path.of(seen.stderr().strip())).doesNotExist();
    }

    @Test
    void parameterFilesLieInMemoryAndGoWithTheSupervisor() throws IOException {
        byte[] bundle = DocumentFrame.withFiles("{}".getBytes(StandardCharsets.UTF_8), List.of(new byte[] {0, 'k'}));
        Script.Running running = script(
                        "cat", "od -An -c " + root + "/control/*/files/p1 >&2", "echo $PPID", "sleep 1000")
                .start();
        running.run().deliver(bundle);
        await().until(() -> running.recorder().stdout().lines().count() == 2);
        Path control = Path.of(RunTrace.of(running.request()).controlDirectory());
        Path memory = Path.of("/dev/shm/attune-" + running.request().executionId());
        assertThat(running.recorder().stderr().strip()).isEqualTo("\\0   k");
        assertThat(RunTrace.of(running.request()).parameterFile(1)).isEqualTo(control + "/files/p1");
        assertThat(Files.readSymbolicLink(control.resolve("files"))).isEqualTo(memory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(memory)))
                .isEqualTo("rwx------");

        String supervisor =
                running.recorder().stdout().lines().skip(1).findFirst().orElseThrow();
        ProcessHandle.of(Long.parseLong(supervisor)).orElseThrow().destroyForcibly();

        running.recorder().awaitEnd();
        assertThat(memory).doesNotExist();
    }

    @Test
    void parameterFileLiesInTheControlDirectoryWhereMemoryCanNotBeHad() throws IOException {
        Script script = script("cd $(dirname \"$ATTUNE_PARAMETER_FILE\")", "pwd -P", "cat parameters")
                .parameterFile();
        Script.Running running = script.start();
        Path taken = Files.createDirectory(
                Path.of("/dev/shm/attune-" + running.request().executionId()));
        running.run().deliver("{}".getBytes(StandardCharsets.UTF_8));

        Recorder seen = running.recorder().awaitEnd();

        Path control = Path.of(RunTrace.of(running.request()).controlDirectory());
        assertThat(seen.stdout()).isEqualTo(control.resolve("files") + "\n{}\n");
        assertThat(taken).exists();
        Files.delete(taken);
    }

    @Test
    void outputIsSeenWhileTheActionRuns() throws IOException {
        Path signal = root.resolve("go on");
        Script.Running running = script(
                        "echo first", "while ! [ -e '" + signal + "' ]; do sleep 0.05; done", "echo second")
                .start();
        running.run().deliver(new byte[0]);

        await().until(() -> running.recorder().stdout().equals("first\n"));
        assertThat(running.recorder().ended()).isFalse();
        Files.createFile(signal);

        assertThat(running.recorder().awaitEnd().stdout()).isEqualTo("first\nsecond\n");
    }

    @Test
    void firstAndLastPartOfLongOutputAreKeptAndTheRestCounted() {
        int lines = 200_000;
        int limit = 100_000;
        String all = Stream.iterate(1, i -> i + 1)
                .limit(lines)
                .map(i -> i + "\n")
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString();

        Recorder seen = script("seq 1 " + lines).streamBytes(limit).run("{}");

        String[] parts = seen.stdout().split("\\[gap]");
        assertThat(parts).hasSize(2);
        assertThat(all).startsWith(parts[0]).endsWith(parts[1]);
        assertThat(parts[0]).hasSize(limit / 2);
        assertThat(parts[1].length()).isBetween(limit / 4, limit / 2);
        assertThat(parts[0].length() + parts[1].length() + seen.leftOut(OutputStreamName.STDOUT))
                .isEqualTo(all.length());
        RunOutcome.Captured stdout = seen.outcome().stdout();
        assertThat(stdout.total()).isEqualTo(all.length());
        assertThat(stdout.leftOut()).isEqualTo(seen.leftOut(OutputStreamName.STDOUT));
        assertThat(all).endsWith(new String(stdout.tail(), StandardCharsets.US_ASCII));
        assertThat(stdout.complete()).isFalse();
    }

    @Test
    void outputThatJustFillsTheLimitHasNoGap() {
        Recorder seen = script("head -c 8192 /dev/zero").streamBytes(8192).run("{}");

        assertThat(seen.bytes(OutputStreamName.STDOUT)).hasSize(8192);
        assertThat(seen.outcome().stdout().complete()).isTrue();
        assertThat(seen.outcome().stdout().leftOut()).isZero();
    }

    @Test
    void bytesPassUnchanged() {
        Recorder seen = script("printf '\\377\\000\\r\\033[1m\\200'").run("{}");

        assertThat(seen.bytes(OutputStreamName.STDOUT)).containsExactly(0xFF, 0, '\r', 0x1B, '[', '1', 'm', 0x80);
    }

    @Test
    void noFifoThatCouldHoldAnybodyUpIsLeftWhileTheActionRuns() {
        Script script = script("echo on", "sleep 1000");
        Script.Running running = script.start();
        running.run().deliver(new byte[0]);
        await().until(() -> running.recorder().stdout().equals("on\n"));
        Path control = Path.of(RunTrace.of(running.request()).controlDirectory());

        await().untilAsserted(() ->
                assertThat(control.toFile().list()).contains("ev").doesNotContain("doc", "in", "out", "err"));

        running.run().stop();
        running.recorder().awaitEnd();
    }

    @Test
    void environmentHoldsOnlyWhatWasGiven() {
        Recorder seen = script("env | cut -d= -f1 | sort | tr '\\n' ' '")
                .variables(Map.of("MINE", "1", "ATTUNE_SV_DOC", "exported before"))
                .run("{\"secret\":\"s3cr3t-canary\"}");

        assertThat(seen.stdout().strip().split(" "))
                .contains("MINE", "PATH", "ATTUNE_EXEC_ID", "ATTUNE_ARTIFACTS_DIR")
                .allMatch(name -> name.startsWith("ATTUNE_")
                        || Stream.of(
                                        "MINE",
                                        "PATH",
                                        "HOME",
                                        "USER",
                                        "LOGNAME",
                                        "LANG",
                                        "TZ",
                                        "TMPDIR",
                                        "PWD",
                                        "OLDPWD",
                                        "_",
                                        "SHLVL",
                                        "http_proxy",
                                        "https_proxy",
                                        "no_proxy",
                                        "all_proxy",
                                        "HTTP_PROXY",
                                        "HTTPS_PROXY",
                                        "NO_PROXY",
                                        "ALL_PROXY")
                                .anyMatch(name::equals))
                .doesNotContain("ATTUNE_SV_DOC", "LC_ALL");
    }

    @Test
    void documentIsInNoEnvironmentAndNoArgumentListOfAnyProcess() {
        String canary = "canary-" + System.nanoTime();
        Recorder seen = script(
                        "cat >/dev/null", // by now everything that handles the document has been started
                        "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null | grep -a -o 'planted-[c]anary' | sort -u >&2",
                        "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null | grep -a -o 'canary-[0-9]*'")
                .variables(Map.of("PLANTED", "planted-canary"))
                .run(canary);

        assertThat(seen.stdout()).doesNotContain(canary);
        assertThat(seen.stderr().strip()).isEqualTo("planted-canary");
    }

    @Test
    void actionHasTheUmaskOfItsMachineAndItsOutputIsPrivate() throws IOException {
        Process direct = new ProcessBuilder("sh", "-c", "umask").start();
        String usual = new String(direct.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        Recorder seen = script(
                        "umask",
                        "ls -l " + root + "/control/*/out.head | cut -c1-10",
                        "stat -c %a " + root + "/control/*")
                .run("{}");

        assertThat(seen.stdout()).isEqualTo(usual + "-rw-------\n700\n");
    }

    /** Whoever puts Jenkins into the background of a shell has it ignored by all that Jenkins starts. */
    @Test
    void interruptIsIgnoredOnlyWhereThisProcessIgnoresIt() throws IOException {
        String interrupted = "sh -c 'kill -INT $$; sleep 1'; echo $?";
        Process here = new ProcessBuilder("sh", "-c", interrupted).start();
        here.getOutputStream().close();

        Recorder seen = script(interrupted).run("{}");

        assertThat(seen.stdout())
                .isIn("130\n", "0\n")
                .isEqualTo(new String(here.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    }

    @Test
    void nothingIsLeftOfTheControlDirectory() throws IOException {
        Script script = script("true");
        Recorder seen = script.run("{}");

        assertThat(seen.ends()).isEqualTo(1);
        assertThat(script.controlRoot()).isEmptyDirectory();
        await().untilAsserted(() -> assertThat(root.resolve("runs")).isEmptyDirectory());
    }

    @Test
    void missingInterpreterIsToldWithItsName() throws IOException {
        Script script = script("true");
        Files.delete(root.resolve("pack/actions/main.sh"));

        Recorder seen = script.run("{}");

        assertThat(seen.failure().message()).contains("test.main");
        assertThat(script.controlRoot()).isEmptyDirectory();
    }

    @Test
    void deliveredDocumentIsWiped() {
        Script.Running running = script("cat >/dev/null").start();
        byte[] document = "secret".getBytes(StandardCharsets.UTF_8);

        running.run().deliver(document);
        running.recorder().awaitEnd();

        assertThat(document).containsOnly(0);
    }

    private Script script(String... lines) {
        return new Script(root, lines);
    }
}
