package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.cli.Cli.Called;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {
    @TempDir
    private Path root;

    @Test
    void runsAScriptWithTheInterpreterOfItsRuntimeInTheCleanEnvironmentOfAPack() {
        Cli cli = tested("shell", "script", "t.sh", "timeout: 20")
                .withVariable("SECRET_OF_MINE", "x")
                .file("packs/p/tests/t.sh", "[ -z \"$SECRET_OF_MINE\" ] && [ -f pack.yaml ]");
        Called called = cli.call("test");
        assertThat(called.out())
                .contains("ok      p: shell (script tests/t.sh)")
                .endsWith("1 passed, 0 failed, 0 skipped\n");
        assertThat(called.code()).isZero();
    }

    @Test
    void runsPythonUnitTestsWithTheLibraryOfThePackAndWritesNothingIntoIt() {
        Cli cli = tested("python", "unittest", "test_it.py", "timeout: 60")
                .file("packs/p/lib/helper.py", "VALUE = 42")
                .file(
                        "packs/p/tests/test_it.py",
                        "import unittest, helper",
                        "class It(unittest.TestCase):",
                        "    def test_value(self):",
                        "        self.assertEqual(42, helper.VALUE)");
        Called called = cli.call("test", "packs/p");
        assertThat(called.out()).contains("ok ");
        assertThat(called.code()).isZero();
        assertThat(root.resolve("packs/p/lib/__pycache__")).doesNotExist();
    }

    @Test
    void showsTheOutputOfTestsThatFail() {
        Cli cli = tested("shell", "script", "t.sh", "timeout: 20").file("packs/p/tests/t.sh", "echo wrong; exit 3");
        Called called = cli.call("test");
        assertThat(called.out())
                .contains("FAILED  p: shell (script tests/t.sh): exit code 3\n       | wrong\n")
                .endsWith("0 passed, 1 failed, 0 skipped\n");
        assertThat(called.code()).isEqualTo(1);
    }

    @Test
    void stopsTestsThatTakeTooLong() {
        Cli cli = tested("shell", "script", "t.sh", "timeout: 1")
                .file("packs/p/tests/t.sh", "sleep 300 & echo $!", "wait");
        Called called = cli.call("test");
        assertThat(called.out()).contains("not done within 1s, and stopped");
        assertThat(called.code()).isEqualTo(1);
        long child = Long.parseLong(called.out()
                .lines()
                .filter(line -> line.startsWith("       | "))
                .findFirst()
                .orElseThrow()
                .substring(9));
        // A killed process that nobody has collected yet counts as alive and has no command any more.
        await().atMost(Duration.ofSeconds(10)).until(() -> ProcessHandle.of(child)
                .flatMap(process -> process.info().command())
                .isEmpty());
    }

    @Test
    void countsWhatItCannotRunAsAFailure() {
        Cli cli = tested("shell", "tap", "t.sh", "timeout: 1").file("packs/p/tests/t.sh", "true");
        assertThat(cli.call("test").out()).contains("tests of the type 'tap' are not supported");
        assertThat(cli.call("test").code()).isEqualTo(1);
    }

    @Test
    void doesNotLeaveThePackForAnEntryPoint() {
        Cli cli = tested("shell", "script", "../../../outside.sh", "timeout: 1").file("outside.sh", "true");
        Called called = cli.call("test");
        assertThat(called.out()).contains("its entry point is not in the pack");
        assertThat(called.code()).isEqualTo(1);
    }

    @Test
    void skipsPacksWithoutTestsAndThoseThatSwitchThemOff() {
        Cli cli = new Cli(root).pack("none").pack("off", "testing: {enabled: false, runners: {shell: {type: script}}}");
        Called called = cli.call("test");
        assertThat(called.out())
                .contains("skipped none: it declares no tests\n")
                .contains("skipped off: its tests are switched off")
                .endsWith("0 passed, 0 failed, 2 skipped\n");
        assertThat(called.code()).isZero();
    }

    @Test
    void letsAFailurePassWhereThePackSaysThatItDoesNotBlock() {
        Cli cli = new Cli(root)
                .pack("p", "testing: {on_failure: warn, runners: {shell: {type: script, entry_point: t.sh}}}")
                .file("packs/p/t.sh", "exit 1");
        Called called = cli.call("test");
        assertThat(called.out()).contains("FAILED");
        assertThat(called.code()).isZero();
    }

    private Cli tested(String runtime, String type, String entryPoint, String more) {
        return new Cli(root)
                .pack(
                        "p",
                        "testing:",
                        "  enabled: true",
                        "  runners:",
                        "    " + runtime + ":",
                        "      type: " + type,
                        "      entry_point: tests/" + entryPoint,
                        "      " + more,
                        "  min_pass_rate: 1.0",
                        "  on_failure: block");
    }
}
