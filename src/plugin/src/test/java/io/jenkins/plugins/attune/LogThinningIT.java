package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.RetentionSettings;
import io.jenkins.plugins.attune.run.RunExpiry;
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
    private static JenkinsRule rule;

    @TempDir
    private Path outside;

    @BeforeAll
    static void start(JenkinsRule jenkins) {
        rule = jenkins;
    }

    @AfterEach
    void forgetThePolicy() {
        AttuneConfiguration.get().setRetention(null);
    }

    private static void keep(int versions) {
        RetentionSettings settings = new RetentionSettings();
        settings.setVersions(versions);
        AttuneConfiguration.get().setRetention(settings);
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
        await().atMost(Fixtures.BOUND)
                .ignoreException(UncheckedIOException.class)
                .untilAsserted(() -> assertThat(logs(job)).containsExactly(expected));
    }

    @Test
    void theOldestLogsOfEachActionGoAndTheRecordsStay() throws Exception {
        keep(2);
        FreeStyleProject job = job("core.echo", "core.noop");
        for (int i = 0; i < 4; i++) {
            rule.buildAndAssertSuccess(job);
        }
        awaitLogs(job, 0, 0, 2, 2);
        Run<?, ?> first = job.getBuildByNumber(1);
        assertThat(files(first, "run.json")).hasSize(2);
        // Its index is not the last of a stream's files to go.
        await().atMost(Fixtures.BOUND)
                .ignoreException(UncheckedIOException.class)
                .untilAsserted(() -> assertThat(files(first, "std")).isEmpty());
        assertThat(rule.createWebClient().getPage(first, "attune/").asNormalizedText())
                .contains("core.echo")
                .contains("core.noop");
    }

    @Test
    void theRunsOfOneBuildAreCountedOneByOne() throws Exception {
        keep(2);
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
        keep(1);
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
        keep(1);
        FreeStyleProject job = job("core.echo");
        rule.buildAndAssertSuccess(job).keepLog(true);
        rule.buildAndAssertSuccess(job);
        rule.buildAndAssertSuccess(job);
        awaitLogs(job, 1, 0, 1);
    }

    @Test
    void aBuildThatGoesOnKeepsItsLogs() throws Exception {
        keep(1);
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

    @Test
    void anActionsFileMayAskForLess() throws Exception {
        keep(3);
        FreeStyleProject job = rule.createFreeStyleProject();
        AttuneBuilder builder = new AttuneBuilder("forgetful.hello");
        builder.setPacks("packs");
        job.getBuildersList().add(builder);
        Path workspace = Path.of(rule.jenkins.getWorkspaceFor(job).getRemote());
        FileUtils.copyDirectory(
                Fixtures.TEST_PACKS.toFile(), workspace.resolve("packs").toFile());
        for (int i = 0; i < 3; i++) {
            rule.buildAndAssertSuccess(job);
        }
        awaitLogs(job, 0, 0, 1);
    }

    @Test
    void recordsGoWhenTheyAreTooOldAlthoughNothingIsBuiltAnyMore() throws Exception {
        FreeStyleProject job = job("core.echo");
        Run<?, ?> old = rule.buildAndAssertSuccess(job);
        Run<?, ?> kept = rule.buildAndAssertSuccess(job);
        Run<?, ?> young = rule.buildAndAssertSuccess(job);
        age(old, Duration.ofDays(31));
        age(kept, Duration.ofDays(31));
        kept.keepLog(true);

        ExtensionList.lookupSingleton(RunExpiry.class).run();

        await().atMost(Fixtures.BOUND)
                .ignoreException(UncheckedIOException.class)
                .untilAsserted(() -> assertThat(files(old, "run.json")).isEmpty());
        assertThat(files(kept, "run.json")).hasSize(1);
        assertThat(files(kept, "stdout.index")).hasSize(1);
        assertThat(files(young, "run.json")).hasSize(1);
    }

    @Test
    void aDirectoryThatIsJustBeingFilledStays() throws Exception {
        FreeStyleProject job = job("core.echo");
        Run<?, ?> build = rule.buildAndAssertSuccess(job);
        Path begun = Files.createDirectory(
                build.getRootDir().toPath().resolve("attune").resolve("begun"));
        Path empty = Files.createDirectory(
                build.getRootDir().toPath().resolve("attune").resolve("empty"));
        Files.setLastModifiedTime(empty, FileTime.from(Instant.now().minus(Duration.ofDays(31))));

        ExtensionList.lookupSingleton(RunExpiry.class).run();

        await().until(() -> !Files.exists(empty));
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("Attune run expiry")));
        assertThat(begun).exists();
    }
}
