package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.tasks.Shell;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Freestyle builds that wait in Jenkins' queue while the controller is restarted or killed. */
class FreestyleRestartIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String KEY = "restart-1";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @TempDir
    private Path directory;

    /** Where the builds leave their marks. */
    private record Marks(String file) implements Serializable {
        List<String> lines() throws IOException {
            Path path = Path.of(file);
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        }
    }

    @Test
    void thoseWhoWaitKeepTheirOrderOverARestart() throws Throwable {
        Marks marks = new Marks(directory.resolve("marks").toString());
        jenkins.startJenkins();
        jenkins.runRemotely(FreestyleRestartIT::line, marks, true);

        jenkins.stopJenkins();
        jenkins.startJenkins();

        jenkins.runRemotely(FreestyleRestartIT::finish);
        System.out.println("after a restart: " + marks.lines());
        assertThat(marks.lines()).containsSubsequence("second begins", "second ends", "third begins", "third ends");
    }

    /** @param known whether the build got its slot as an item of Jenkins' queue, or on its executor */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAKilledBuildRanIsEndedBeforeItsSlotIsGivenOn(boolean known) throws Throwable {
        Marks marks = new Marks(directory.resolve("marks").toString());
        jenkins.startJenkins();
        jenkins.runRemotely(FreestyleRestartIT::line, marks, known);
        assertThat(firsts(jenkins.getHome())).isNotEmpty();

        jenkins.stopJenkinsForcibly();
        assertThat(firsts(jenkins.getHome())).isNotEmpty();
        jenkins.startJenkins();

        await().atMost(SOON).until(() -> marks.lines().contains("second begins"));
        assertThat(firsts(jenkins.getHome())).isEmpty();
        jenkins.runRemotely(FreestyleRestartIT::finish);
        System.out.println("after a kill: " + marks.lines());
        assertThat(marks.lines()).containsExactly("second begins", "second ends", "third begins", "third ends");
    }

    /** What the first build runs; an earlier test that was cut off may have left a run of the same name on this machine. */
    private static List<Long> firsts(File home) throws IOException {
        return Fixtures.processesWith("ATTUNE_ACTION_REF=core.sleep", "JOB_NAME=first", home.getPath());
    }

    /** The first runs an action that goes on for long, two others wait for it. */
    private static void line(JenkinsRule rule, Marks marks, boolean known) throws Throwable {
        rule.jenkins.setNumExecutors(4);
        rule.jenkins.setQuietPeriod(0);
        AttuneBuilder sleep = step("core.sleep", "restart-${parameters.message}");
        sleep.setParameters("seconds: 3600\nmessage: " + (known ? "'1'" : "$BUILD_NUMBER"));
        FreeStyleProject first = rule.createFreeStyleProject("first");
        first.getBuildersList().add(sleep);
        FreeStyleBuild holds = first.scheduleBuild2(0).waitForStart();
        rule.waitForMessage("has its turn in the queue '" + KEY + "'", holds);
        await().atMost(SOON).until(() -> !firsts(rule.jenkins.getRootDir()).isEmpty());
        waiting(rule, "second", marks, "place 1 of 1");
        waiting(rule, "third", marks, "place 2 of 2");
        rule.jenkins.getQueue().save(); // Jenkins does so within a minute
    }

    private static AttuneBuilder step(String action, String key) {
        AttuneBuilder step = new AttuneBuilder(action);
        Concurrency concurrency = new Concurrency();
        concurrency.setKey(key);
        concurrency.setLimit(1);
        step.setConcurrency(concurrency);
        return step;
    }

    private static void waiting(JenkinsRule rule, String name, Marks marks, String place) throws Throwable {
        FreeStyleProject job = rule.createFreeStyleProject(name);
        job.getBuildersList().add(new Shell("echo " + name + " begins >> '" + marks.file() + "'"));
        job.getBuildersList().add(step("core.noop", KEY));
        job.getBuildersList().add(new Shell("sleep 1; echo " + name + " ends >> '" + marks.file() + "'"));
        job.scheduleBuild2(0);
        await().atMost(SOON)
                .until(() -> job.getQueueItem() != null
                        && job.getQueueItem().getWhy().contains(place));
    }

    private static void finish(JenkinsRule rule) throws Throwable {
        for (String name : List.of("second", "third")) {
            FreeStyleProject job = rule.jenkins.getItemByFullName(name, FreeStyleProject.class);
            await().atMost(SOON).until(() -> job.getLastBuild() != null);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(job.getLastBuild()));
        }
    }
}
