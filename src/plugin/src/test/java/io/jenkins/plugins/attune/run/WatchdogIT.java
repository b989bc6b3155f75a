package io.jenkins.plugins.attune.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.ExtensionList;
import hudson.model.Result;
import io.jenkins.plugins.attune.page.StuckRunsMonitor;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Runs of which the end is never told. */
@WithJenkins
class WatchdogIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    @Test
    void aRunThatIsLongOverItsTimeEndsForItsBuildAndIsNamed(JenkinsRule rule) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "overdue");
        job.setDefinition(new CpsFlowDefinition(
                "node { attuneRun action: 'trial.count', packs: 'packs', parameters: [gate: '/none'], timeout: 600 }",
                true));
        Path workspace = Path.of(rule.jenkins.getWorkspaceFor(job).getRemote());
        FileUtils.copyDirectory(
                new File("src/test/packs"), workspace.resolve("packs").toFile());
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        rule.waitForMessage("line 50.", build);
        Watchdog dog = Watchdog.get();

        dog.look(Instant.now());
        assertThat(build.isBuilding()).isTrue();
        assertThat(ExtensionList.lookupSingleton(StuckRunsMonitor.class).isActivated())
                .isFalse();

        await().atMost(SOON).until(() -> {
            dog.look(Instant.now().plus(Duration.ofMinutes(20)));
            return !build.isBuilding();
        });
        rule.assertBuildStatus(Result.FAILURE, build);
        assertThat(JenkinsRule.getLog(build)).contains("the run did not end within its time limit, and was given up");
        await().atMost(SOON).untilAsserted(() -> assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("supervisor.sh"))
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("overdue")))
                .isEmpty());
        assertThat(dog.inTrouble()).isEmpty();
    }
}
