package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launchers that lead nowhere: each is told by name, nothing is started here instead, and nothing is left. */
class DetachedProblemTest {
    private static final TestLauncher HERE = TestLauncher.command(List.of(), Map.of());

    @TempDir
    Path root;

    @Test
    void launcherThatDiesIsToldWithWhatItSaid() {
        assertThat(problem(launch -> DetachedLaunch.Report.exited(1, "no such container: x\n")))
                .contains("exit code 1")
                .contains("no such container: x");
    }

    @Test
    void launcherThatFailsIsToldWithItsReason() {
        assertThat(problem(launch -> DetachedLaunch.Report.refused("the pod is gone")))
                .contains("the launcher of this step failed: the pod is gone");
    }

    @Test
    void launcherThatStartsNothingIsTold() {
        assertThat(problem(launch -> DetachedLaunch.Report.exited(0, ""))).contains("it starts nothing");
    }

    @Test
    void launcherThatNeverAnswersIsTold() {
        assertThat(problem(launch -> DetachedLaunch.Report.late(""))).contains("nothing answered in time");
    }

    @Test
    void containerWithoutShellIsTold() {
        assertThat(problem(launch -> HERE.run(new DetachedLaunch(List.of("no-such-shell", "-c", "true")))))
                .contains("the container has no sh");
    }

    @Test
    void containerWithoutToolsIsToldWithTheirNames() throws IOException {
        Path bin = Files.createDirectory(root.resolve("bin"));
        for (String tool : List.of("sh", "cat", "id")) {
            Files.copy(Path.of("/bin", tool), bin.resolve(tool));
        }
        assertThat(problem(TestLauncher.command(List.of(), Map.of("PATH", bin.toString()))))
                .contains("lacks programs")
                .contains(" mkfifo dd ")
                .doesNotContain(" cat ");
    }

    @Test
    void containerThatDoesNotSeeTheTemporaryDirectoryIsTold() throws IOException {
        try (Container container = Container.start(root, root.resolve("elsewhere"))) {
            Script script = new Script(Container.temporary(root).resolve("attune"), "true");
            Recorder seen = DetachedTrial.start(script.request(), container.exec(Map.of()))
                    .deliver("{}")
                    .end();

            assertThat(seen.failure().message()).contains("does not see the temporary directory");
            assertThat(seen.failure().remedy()).contains("@tmp");
        }
    }

    @Test
    void userWhoMayNotEnterIsToldWithItsId() {
        assertThat(problem(launch -> DetachedLaunch.Report.exited(DetachedProblem.NO_ACCESS, "1234\n")))
                .contains("user (id 1234) may not enter");
    }

    @Test
    void supervisorThatGivesUpSaysWhy() {
        assertThat(problem(launch -> {
                    Files.writeString(control(launch).resolve("exit"), "no-fifo - end\n");
                    return DetachedLaunch.Report.exited(DetachedProblem.NO_SUPERVISOR, "");
                }))
                .contains("the supervisor of the run gave up: no-fifo");
    }

    private static Path control(DetachedLaunch launch) {
        String text = launch.command().get(2);
        return Path.of(text.substring(text.indexOf("[ -d '") + 6, text.indexOf("' ] ||")));
    }

    private String problem(TestLauncher launcher) {
        Script script = new Script(root.resolve("tmp"), "touch '" + root + "/started'");
        Recorder seen =
                DetachedTrial.start(script.request(), launcher).deliver("{}").end();
        assertThat(seen.ends()).isEqualTo(1);
        assertThat(root.resolve("started")).doesNotExist();
        await().untilAsserted(() -> assertThat(script.controlRoot()).isEmptyDirectory());
        return seen.failure().message();
    }
}
