package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.attune.run.LogThinning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which stored logs are left when builds have ended. */
@WithJenkins
class LogThinningIT {
    private static final String VERSIONS = LogThinning.class.getName() + ".versions";

    private static JenkinsRule rule;

    @TempDir
    private Path outside;

    @BeforeAll
    static void start(JenkinsRule jenkins) {
        rule = jenkins;
    }

    @AfterEach
    void forgetThePolicy() {
        System.clearProperty(VERSIONS);
    }

    private static FreeStyleProject job(String... actions) throws Exception {
        FreeStyleProject job = rule.createFreeStyleProject();
        for (String action : actions) {
            job.getBuildersList().add(new AttuneBuilder(action));
        }
        return job;
    }

    private static List<Path> files(Run<?, ?> build, String name) throws IOException {
        try (Stream<Path> files = Files.walk(build.getRootDir().toPath().resolve("attune"))) {
            return files.filter(file -> file.getFileName().toString().contains(name))
                    .toList();
        }
    }

    /** How many runs with stored logs each build has, the first build first. */
    private static List<Integer> logs(Job<?, ?> job) throws IOException {
        Integer[] counts = new Integer[job.getNextBuildNumber() - 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = files(job.getBuildByNumber(i + 1), "stdout.index").size();
        }
        return List.of(counts);
    }

    /** A file may go while the directory is walked. */
    private static void awaitLogs(Job<?, ?> job, Integer... expected) {
        await().ignoreException(UncheckedIOException.class)
                .untilAsserted(() -> assertThat(logs(job)).containsExactly(expected));
    }

    @Test
    void theOldestLogsOfEachActionGoAndTheRecordsStay() throws Exception {
        System.setProperty(VERSIONS, "2");
        FreeStyleProject job = job("core.echo", "core.noop");
        for (int i = 0; i < 4; i++) {
            rule.buildAndAssertSuccess(job);
        }
        awaitLogs(job, 0, 0, 2, 2);
        Run<?, ?> first = job.getBuildByNumber(1);
        assertThat(files(first, "run.json")).hasSize(2);
        assertThat(files(first, "std")).isEmpty();
        assertThat(rule.createWebClient().getPage(first, "attune/").asNormalizedText())
                .contains("core.echo")
                .contains("core.noop");
    }

    @Test
    void theRunsOfOneBuildAreCountedOneByOne() throws Exception {
        System.setProperty(VERSIONS, "2");
        FreeStyleProject job = job("core.echo", "core.echo", "core.echo");
        rule.buildAndAssertSuccess(job);
        awaitLogs(job, 2);
    }

    @Test
    void logsGoAfterThirtyDays() throws Exception {
        FreeStyleProject job = job("core.echo");
        age(rule.buildAndAssertSuccess(job), Duration.ofDays(31));
        age(rule.buildAndAssertSuccess(job), Duration.ofDays(29));
        rule.buildAndAssertSuccess(job);
        awaitLogs(job, 0, 1, 1);
    }

    private static void age(Run<?, ?> build, Duration age) throws IOException {
        for (Path file : files(build, ".")) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        }
    }

    @Test
    void theLogsOfAnotherJobDoNotCount() throws Exception {
        System.setProperty(VERSIONS, "1");
        FreeStyleProject other = job("core.echo");
        rule.buildAndAssertSuccess(other);
        FreeStyleProject job = job("core.echo");
        rule.buildAndAssertSuccess(job);
        rule.buildAndAssertSuccess(job);
        awaitLogs(job, 0, 1);
        awaitLogs(other, 1);
    }

    @Test
    void aBuildThatIsToBeKeptKeepsItsLogs() throws Exception {
        System.setProperty(VERSIONS, "1");
        FreeStyleProject job = job("core.echo");
        rule.buildAndAssertSuccess(job).keepLog(true);
        rule.buildAndAssertSuccess(job);
        rule.buildAndAssertSuccess(job);
        awaitLogs(job, 1, 0, 1);
    }

    @Test
    void aBuildThatGoesOnKeepsItsLogs() throws Exception {
        System.setProperty(VERSIONS, "1");
        Path gate = outside.resolve("gate");
        WorkflowJob job = Fixtures.pipeline(rule, "goes-on", """
                node {
                  attuneRun 'core.echo'
                  if (env.BUILD_NUMBER == '1') {
                    attuneRun action: 'trial.count', parameters: [gate: '%s'], packs: 'packs'
                  }
                }
                """.formatted(gate));
        Path workspace = Path.of(rule.jenkins.getWorkspaceFor(job).getRemote());
        FileUtils.copyDirectory(
                Fixtures.TEST_PACKS.toFile(), workspace.resolve("packs").toFile());
        WorkflowRun first = Fixtures.started(job);
        rule.waitForMessage("line 50.", first);
        rule.buildAndAssertSuccess(job);
        rule.buildAndAssertSuccess(job);
        awaitLogs(job, 2, 0, 1);

        Files.createFile(gate);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(first));
        awaitLogs(job, 1, 0, 1);
    }
}
