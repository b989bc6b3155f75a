package io.jenkins.plugins.attune.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.history.RunHistory.Bounds;
import io.jenkins.plugins.attune.engine.history.RunHistory.Page;
import io.jenkins.plugins.attune.engine.history.RunHistory.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunHistoryTest {
    private static final Bounds SMALL = new Bounds(10, 3, 2);

    private final List<String> problems = new ArrayList<>();

    @TempDir
    private Path directory;

    private Path journal() {
        return directory.resolve("below").resolve("runs.journal");
    }

    private RunHistory open(Bounds bounds) throws IOException {
        return RunHistory.open(journal(), bounds, problems::add);
    }

    private static PastRun run(String id, String action, String job) {
        return new PastRun(
                id,
                action,
                new PastRun.Origin(job, 7, "ada", "", "1.2.3"),
                new PastRun.Ending("failed", null, 3),
                new PastRun.Times(1000, 1L, null, 20L, 30));
    }

    private static void add(RunHistory history, String action, int from, int to) {
        for (int i = from; i <= to; i++) {
            history.add(run(action + i, action, "job"));
        }
    }

    private static Page page(RunHistory history, @CheckForNull String action, long from, int limit) {
        return history.page(new Query(action, run -> true, from, limit));
    }

    private static List<String> ids(Page page) {
        return page.runs().stream().map(entry -> entry.run().id()).toList();
    }

    private static List<String> ids(RunHistory history, @CheckForNull String action) {
        return ids(page(history, action, Long.MAX_VALUE, 1000));
    }

    @Test
    void newestRunsComeFirst() throws IOException {
        try (RunHistory history = open(SMALL)) {
            add(history, "a.b", 1, 3);
            assertThat(ids(history, null)).containsExactly("a.b3", "a.b2", "a.b1");
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aPageLeadsToTheNextAlthoughRunsCameMeanwhile() throws IOException {
        try (RunHistory history = open(SMALL)) {
            add(history, "a.b", 1, 5);
            Page first = page(history, null, Long.MAX_VALUE, 2);
            assertThat(ids(first)).containsExactly("a.b5", "a.b4");
            add(history, "a.b", 6, 7);
            Page second = page(history, null, first.next(), 2);
            assertThat(ids(second)).containsExactly("a.b3", "a.b2");
            Page last = page(history, null, second.next(), 2);
            assertThat(ids(last)).containsExactly("a.b1");
            assertThat(last.next()).isNull();
            assertThat(last.total()).isEqualTo(7);
        }
    }

    @Test
    void onlyWhatIsWantedIsListedAndCounted() throws IOException {
        try (RunHistory history = open(SMALL)) {
            history.add(run("1", "a.b", "open"));
            history.add(run("2", "a.b", "secret"));
            history.add(run("3", "a.b", "open"));
            Page page = history.page(new Query(null, run -> run.origin().job().equals("open"), Long.MAX_VALUE, 1));
            assertThat(ids(page)).containsExactly("3");
            assertThat(page.next()).isEqualTo(1);
            assertThat(page.total()).isEqualTo(2);
        }
    }

    @Test
    void aRareActionIsNotForgottenBecauseOfABusyOne() throws IOException {
        try (RunHistory history = open(SMALL)) {
            add(history, "a.rare", 1, 3);
            add(history, "a.busy", 1, 50);
            assertThat(ids(history, null)).hasSize(10).allMatch(id -> id.startsWith("a.busy"));
            assertThat(ids(history, "a.rare")).containsExactly("a.rare3", "a.rare2");
            assertThat(history.size()).isEqualTo(12);
        }
    }

    @Test
    void namesThatUsersMakeUpAreForgotten() throws IOException {
        try (RunHistory history = open(SMALL)) {
            for (int i = 0; i < 1000; i++) {
                add(history, "made." + i, 1, 3);
            }
            assertThat(history.size()).isLessThanOrEqualTo(10 + 3 * 2);
            assertThat(ids(history, "made.1")).isEmpty();
        }
    }

    @Test
    void restartKeepsEverything() throws IOException {
        List<RunHistory.Entry> before;
        try (RunHistory history = open(SMALL)) {
            add(history, "a.rare", 1, 3);
            add(history, "a.busy", 1, 50);
            before = page(history, null, Long.MAX_VALUE, 100).runs();
        }
        try (RunHistory history = open(SMALL)) {
            assertThat(page(history, null, Long.MAX_VALUE, 100).runs()).isEqualTo(before);
            assertThat(ids(history, "a.rare")).containsExactly("a.rare3", "a.rare2");
            history.add(run("new", "a.b", "job"));
            assertThat(page(history, null, Long.MAX_VALUE, 1).runs().get(0).number())
                    .isGreaterThan(before.get(0).number());
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void journalIsWrittenAnewBeforeItGrowsWithoutBounds() throws IOException {
        try (RunHistory history = open(SMALL)) {
            add(history, "a.b", 1, 5000);
        }
        assertThat(Files.readAllLines(journal())).hasSizeLessThan(1100);
        try (RunHistory history = open(SMALL)) {
            assertThat(ids(history, null)).hasSize(10).startsWith("a.b5000", "a.b4999");
        }
    }

    @Test
    void whatAKillCutShortIsToldAndHurtsNoOther() throws IOException {
        try (RunHistory history = open(SMALL)) {
            add(history, "a.b", 1, 3);
        }
        byte[] whole = Files.readAllBytes(journal());
        Files.write(journal(), Arrays.copyOf(whole, whole.length - 20));
        try (RunHistory history = open(SMALL)) {
            assertThat(ids(history, null)).containsExactly("a.b2", "a.b1");
            add(history, "a.b", 4, 4);
        }
        assertThat(problems).singleElement().asString().startsWith("1 lines of ");
        problems.clear();
        try (RunHistory history = open(SMALL)) {
            assertThat(ids(history, null)).containsExactly("a.b4", "a.b2", "a.b1");
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aLineThatIsWholeButForItsEndIsNotLostWithTheNext() throws IOException {
        try (RunHistory history = open(SMALL)) {
            add(history, "a.b", 1, 2);
        }
        byte[] whole = Files.readAllBytes(journal());
        Files.write(journal(), Arrays.copyOf(whole, whole.length - 1));
        try (RunHistory history = open(SMALL)) {
            add(history, "a.b", 3, 3);
        }
        try (RunHistory history = open(SMALL)) {
            assertThat(ids(history, null)).containsExactly("a.b3", "a.b2", "a.b1");
        }
    }

    @Test
    void bytesThatAreNoTextHurtNoOtherLine() throws IOException {
        try (RunHistory history = open(SMALL)) {
            add(history, "a.b", 1, 1);
        }
        Files.write(journal(), new byte[] {(byte) 0xff, (byte) 0xc3, 0, '\n'}, StandardOpenOption.APPEND);
        Files.write(journal(), "null\n{}\n".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        try (RunHistory history = open(SMALL)) {
            assertThat(ids(history, null)).containsExactly("a.b1");
        }
        assertThat(problems).singleElement().asString().startsWith("3 lines of ");
    }

    @Test
    void aDiskThatDoesNotTakeItIsToldAndTheMemoryKnows() throws IOException {
        try (RunHistory history = open(SMALL)) {
            Files.createDirectories(journal());
            add(history, "a.b", 1, 1);
            assertThat(ids(history, null)).containsExactly("a.b1");
        }
        assertThat(problems).singleElement().asString().contains("could not be written");
    }

    @Test
    void aJobThatIsRenamedTakesItsRunsAlong() throws IOException {
        try (RunHistory history = open(SMALL)) {
            history.add(run("1", "a.b", "team/app"));
            history.add(run("2", "a.b", "team"));
            history.add(run("3", "a.b", "teams"));
            history.rename("team", "crew");
        }
        try (RunHistory history = open(SMALL)) {
            assertThat(page(history, "a.b", Long.MAX_VALUE, 10).runs())
                    .extracting(entry -> entry.run().origin().job())
                    .containsExactly("teams", "crew", "crew/app");
        }
    }

    @Test
    void aJobThatIsGoneLeavesNothingForOneOfTheSameName() throws IOException {
        try (RunHistory history = open(SMALL)) {
            history.add(run("1", "a.b", "team/app"));
            history.add(run("2", "a.b", "team/apps"));
            history.forget("team/app");
            assertThat(ids(history, null)).containsExactly("2");
        }
        assertThat(Files.readString(journal())).doesNotContain("team/app\"");
    }
}
