package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.ConcurrencySettings;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A run that does not end by itself gives its slot back, and not before its processes are gone: the next one starts. */
@WithJenkins
class SlotReturnIT {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String PATIENCE = "io.jenkins.plugins.attune.run.BuildRun.returnSeconds";
    private static final String HOLDS = "node('%s') { attuneRun action: 'core.sleep', parameters: [seconds: 300] }";

    @RegisterExtension
    private static final SharedAgent REMOTE = new SharedAgent();

    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        System.setProperty(PATIENCE, "3");
        rule = jenkins;
        ConcurrencySettings settings = new ConcurrencySettings();
        settings.setTotal(1);
        AttuneConfiguration.get().setConcurrency(settings);
        rule.jenkins.setNumExecutors(8);
        REMOTE.connect(rule);
    }

    @AfterAll
    static void waitAgain() {
        System.clearProperty(PATIENCE);
    }

    private static WorkflowRun holding(String name, String agent) throws Exception {
        WorkflowRun build = Fixtures.started(Fixtures.pipeline(rule, name, HOLDS.formatted(agent)));
        await().atMost(BOUND)
                .until(() -> !Fixtures.processesWith("ATTUNE_ACTION=core.sleep\0", "JOB_NAME=" + name + "\0")
                        .isEmpty());
        return build;
    }

    private static WorkflowRun next(String name) throws Exception {
        WorkflowRun build = Fixtures.started(Fixtures.pipeline(rule, name, """
                node('built-in') {
                  attuneRun action: 'core.noop'
                }
                """));
        rule.waitForMessage("waits for its turn", build);
        return build;
    }

    private static void succeeds(WorkflowRun build) throws Exception {
        await().atMost(BOUND).until(() -> !build.isLogUpdated());
        rule.assertBuildStatusSuccess(build);
    }

    @Test
    void ofABuildThatIsKilled() throws Exception {
        WorkflowRun killed = holding("killed", "built-in");
        WorkflowRun next = next("after a kill");

        killed.doKill();

        succeeds(next);
        assertThat(Fixtures.processesWith("ATTUNE_ACTION=core.sleep\0", "JOB_NAME=killed\0"))
                .isEmpty();
    }

    @Test
    void ofAJobThatIsDeleted() throws Exception {
        WorkflowRun deleted = holding("deleted", "built-in");
        WorkflowRun next = next("after a deletion");

        deleted.getParent().delete();

        succeeds(next);
    }

    @Test
    void ofAKilledBuildThatIsDeletedWhileItWaits() throws Exception {
        WorkflowRun holds = holding("holds the slot", "built-in");
        WorkflowRun gone = next("gone");
        WorkflowRun next = next("after one is gone");

        gone.doKill();
        gone.delete();
        holds.getExecutor().interrupt();

        succeeds(next);
        rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(holds));
    }

    @Test
    void ofAnAgentThatIsLostForGood() throws Exception {
        WorkflowRun lost = holding("lost", SharedAgent.NAME);
        WorkflowRun next = next("after a loss");

        REMOTE.kill();

        succeeds(next);
        await().atMost(BOUND).until(() -> !lost.isLogUpdated());
        rule.assertBuildStatus(Result.FAILURE, lost);
    }

    @Test
    void ofAFreestyleBuildWhoseExecutorIsInterrupted() throws Exception {
        FreeStyleProject job = rule.createFreeStyleProject("freestyle");
        AttuneBuilder builder = new AttuneBuilder("core.sleep");
        builder.setParameters("seconds: 300");
        job.getBuildersList().add(builder);
        job.setAssignedNode(rule.jenkins);
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        await().atMost(BOUND).until(() -> !Fixtures.processesWith("ATTUNE_ACTION=core.sleep\0", "JOB_NAME=freestyle\0")
                .isEmpty());
        WorkflowRun next = next("after freestyle");

        build.getExecutor().interrupt();

        succeeds(next);
        rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(build));
    }
}
