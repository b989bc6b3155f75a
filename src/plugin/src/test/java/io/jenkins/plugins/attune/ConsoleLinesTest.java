package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What tests take for an end of a run that a kill of the controller explains, and what not. */
class ConsoleLinesTest {
    private static final String RESUMED = "Resuming build at Fri Nov 20 17:29:25 UTC 2026 after Jenkins restart\n";
    private static final String NODE = "Running on remote in /home/agent/job\n";

    @Test
    void whatWasWrittenAtTheMomentOfAKillMayFollowAgain() {
        ConsoleLines.assertNumbered("line 1.\nline 2.\n" + RESUMED + "line 2.\nline 3.\n", "line", 3, true);
        assertRefused("line 1.\nline 2.\n" + RESUMED + "line 2.\nline 3.\n", false);
    }

    @Test
    void nothingElseMayBeThereTwiceOrBeMissing() {
        assertRefused("line 1.\nline 2.\nline 2.\nline 3.\n", true);
        assertRefused("line 1.\n" + RESUMED + "line 3.\n", true);
        assertRefused("line 1.\nline 2.\n" + RESUMED, true);
        assertRefused("line 1.\nline 2.\n" + RESUMED + "line 1.\nline 2.\nline 2.\nline 3.\n", true);
    }

    @Test
    void aBodyThatJenkinsBeginsAgainIsABodyOfItsOwn() {
        String whole = "[Pipeline] {\nline 1.\nline 2.\nline 3.\n";
        String twice = NODE + whole + RESUMED + NODE + whole;
        assertThat(ConsoleLines.bodies("Started\n" + twice))
                .hasSize(2)
                .allSatisfy(body -> ConsoleLines.assertNumbered(body, "line", 3, true));
        assertRefused(NODE + whole + "line 1.\nline 2.\nline 3.\n", true);
    }

    private static void assertRefused(String console, boolean killed) {
        assertThatThrownBy(() -> ConsoleLines.assertNumbered(console, "line", 3, killed))
                .isInstanceOf(AssertionError.class);
    }
}
