package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.PrintStream;
import java.util.Locale;

/** Tells how tests went while they go, and sums up. */
final class TestReport {
    private final Terminal terminal;
    private final PrintStream out;
    private int passed;
    private int failures;
    private int skipped;
    private boolean blocked;

    TestReport(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.text();
    }

    void passed(String pack, TestPlan.Suite suite, long millis) {
        passed++;
        line("green", "ok", pack, suite + " in " + seconds(millis));
    }

    /** @param output what the suite wrote, where that helps */
    void failed(String pack, String what, @CheckForNull String output) {
        failures++;
        line("bold,red", "FAILED", pack, what);
        if (output != null) {
            output.lines().forEach(text -> out.println("       | " + text));
            out.flush();
        }
    }

    void skipped(String pack, String why) {
        skipped++;
        line("yellow", "skipped", pack, why);
    }

    void note(String pack, String what) {
        line("cyan", "note", pack, what);
    }

    /** The failures of a pack count. */
    void block() {
        blocked = true;
    }

    boolean failed() {
        return blocked;
    }

    void summary() {
        out.println(passed + " passed, " + failures + " failed, " + skipped + " skipped");
        out.flush();
    }

    private void line(String style, String word, String pack, String what) {
        out.println(terminal.styled(style, String.format(Locale.ROOT, "%-7s", word)) + " " + pack + ": " + what);
        out.flush();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
