package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/** What a console has of runs whose lines are numbered, also where the controller was killed meanwhile. */
final class ConsoleLines {
    /** What Jenkins says whenever it begins the body of a {@code node}. */
    private static final Pattern NODE_BEGINS = Pattern.compile("(?m)^Running on .+ in .+$");

    /** Jenkins' own ends of a build that it was killed over while it wrote or moved the build's nodes. */
    private static final List<String> NODES_LOST = List.of(
            "Cannot load build steps because FlowNode",
            "Creating placeholder flownodes because failed loading originals");

    private static final String RESUMED = "Resuming build at ";

    /** Lines shown before and after one that is not expected. */
    private static final int AROUND = 6;

    private ConsoleLines() {}

    /** Whether the end of the build is no end of its steps; what its runs told is whole even so. */
    static boolean hasLostNodes(String console) {
        return NODES_LOST.stream().anyMatch(console::contains);
    }

    /**
     * What was shown in each body of a pipeline's one {@code node}; more than one only after a kill.
     *
     * <p>Jenkins begins a body that has ended once more where it is killed between two saves of the pipeline: in the
     * first the step has forgotten its agent already, and only the second knows that it is over. So it takes the step for
     * one that still waits for an agent. Everything in the body happens again then, in a build without any plugin of
     * others as well.
     */
    static List<String> bodies(String console) {
        return NODE_BEGINS.splitAsStream(console).skip(1).toList();
    }

    /**
     * Fails unless {@code line 1.}, {@code line 2.} and so on are there, each once and in order.
     *
     * @param killed whether the controller was: what it had just written, and not marked yet, may follow again where the
     *     build was resumed
     */
    static void assertNumbered(String text, String word, int last, boolean killed) {
        List<String> lines = text.lines().toList();
        int next = 1;
        boolean resumed = false;
        for (int i = 0; i < lines.size(); i++) {
            resumed |= killed && lines.get(i).startsWith(RESUMED);
            if (lines.get(i).matches(word + " \\d+\\.")) {
                int number = Integer.parseInt(
                        lines.get(i).substring(word.length() + 1, lines.get(i).length() - 1));
                next = resumed ? Math.min(next, number) : next;
                resumed = false;
                assertThat(number)
                        .as("in %s", lines.subList(Math.max(0, i - AROUND), Math.min(lines.size(), i + AROUND)))
                        .isEqualTo(next);
                next++;
            }
        }
        assertThat(next - 1).as("lines of %s", word).isEqualTo(last);
    }
}
