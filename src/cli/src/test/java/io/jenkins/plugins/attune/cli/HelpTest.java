package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.cli.Cli.Called;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    /** What fits into a terminal that nobody has widened. */
    private static final int WIDTH = 80;

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"run", "show", "list", "keys", "validate", "test", "env", "pack"})
    void ofEachCommandHasExamplesAndFitsATerminal(String command) {
        Called called = new Cli(root).call(command, "--help");
        assertThat(called.code()).isZero();
        assertThat(called.out()).contains("Usage: attune " + command, "Examples:", "  attune " + command);
        assertThat(called.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
    }

    @Test
    void namesAllCommandsAndNoEscapeSequences() {
        Called called = new Cli(root).call("--help");
        assertThat(called.out())
                .contains("run", "show", "list", "keys", "validate", "test", "env", "pack")
                .doesNotContain("\u001b");
    }

    @Test
    void ofRunExplainsTheExitCodes() {
        assertThat(new Cli(root).call("run", "--help").out())
                .contains("64 ", "65 ", "69 ", "70 ", "77 ", "124 ", "130 ");
    }

    @Test
    void tellsTheVersion() {
        assertThat(new Cli(root).call("--version").out()).matches("attune \\d\\S*\\n");
    }
}
