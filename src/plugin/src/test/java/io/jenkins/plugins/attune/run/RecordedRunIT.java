package io.jenkins.plugins.attune.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.FreeStyleBuild;
import hudson.model.TaskListener;
import io.jenkins.plugins.attune.engine.history.RunHistory;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whoever hears of the end of a run can look it up. */
@WithJenkins
class RecordedRunIT {
    private static final long SECONDS = 90;

    @Test
    void aRunIsInTheHistoryBeforeItsBuildIsToldOfItsEnd(JenkinsRule rule, @TempDir File workspace) throws Exception {
        FreeStyleBuild build = rule.buildAndAssertSuccess(rule.createFreeStyleProject("recorded"));
        BuildPlace place = new BuildPlace(
                build,
                new BuildPlace.Spot(
                        rule.jenkins, new FilePath(workspace), new Launcher.LocalLauncher(TaskListener.NULL)),
                BuildVariables.of(new EnvVars(), build),
                TaskListener.NULL);
        RunOrder order = new RunOrder(
                "core.noop",
                PlainValue.map(Map.of()),
                Map.of(),
                new RunOrder.Options(null, Map.of(), new RunOrder.Limits(null, null, null, null), false, null));
        CompletableFuture<List<String>> found = new CompletableFuture<>();

        BuildRun.start(order, place, false).whenEnded((report, error) -> {
            try {
                found.complete(
                        RecentRuns.get()
                                .page(new RunHistory.Query(null, run -> true, Long.MAX_VALUE, 10))
                                .runs()
                                .stream()
                                .map(entry -> entry.run().origin().job() + " "
                                        + entry.run().ending().status())
                                .toList());
            } catch (Exception e) {
                found.completeExceptionally(e);
            }
        });

        assertThat(found.get(SECONDS, TimeUnit.SECONDS)).containsExactly("recorded succeeded");
    }
}
