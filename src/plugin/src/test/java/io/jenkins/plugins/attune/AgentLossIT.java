package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The process of an agent dies while an action runs on it, and does not come back in time. */
@WithJenkins
class AgentLossIT {
    private static final Duration BOUND = Duration.ofSeconds(90);

    private static final String PATIENCE = "io.jenkins.plugins.attune.run.BuildRun.returnSeconds";

    @RegisterExtension
    private static final SharedAgent REMOTE = new SharedAgent();

    @BeforeAll
    static void doNotWaitLong() {
        System.setProperty(PATIENCE, "3");
    }

    @AfterAll
    static void waitAgain() {
        System.clearProperty(PATIENCE);
    }

    @Test
    void endsTheStepInTimeAndNoOther(JenkinsRule rule) throws Exception {
        REMOTE.connect(rule);
        WorkflowJob lost = Fixtures.pipeline(rule, "lost", """
                node('remote') {
                  try {
                    attuneRun action: 'trial.tree', packs: 'packs'
                  } catch (e) {
                    echo "caught: ${e.message}"
                    throw e
                  }
                }
                """);
        WorkflowJob other = Fixtures.pipeline(
                rule,
                "other",
                "node('built-in') { def r = attuneRun action: 'core.sleep', parameters: [seconds: 15]; echo r.status }");
        Fixtures.packsInWorkspace(REMOTE.agent(), lost, Fixtures.TEST_PACKS);
        WorkflowRun losing = Fixtures.started(lost);
        WorkflowRun going = Fixtures.started(other);
        rule.waitForMessage("planted", losing);

        REMOTE.kill();

        await().atMost(BOUND)
                .untilAsserted(() -> rule.assertLogContains("caught: the agent remote was lost while it ran", losing));
        await().atMost(BOUND).until(() -> !losing.isBuilding());
        rule.assertBuildStatus(Result.FAILURE, losing);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(going));
        rule.assertLogContains("succeeded", going);
    }

    @Test
    void isAReasonToRetryOnAnotherAgent(JenkinsRule rule) throws Exception {
        REMOTE.connect(rule);
        WorkflowJob job = Fixtures.pipeline(rule, "retried", """
                def where = 'remote'
                retry(count: 2, conditions: [agent()]) {
                  def label = where
                  where = 'built-in'
                  node(label) {
                    attuneRun action: 'core.echo', parameters: [message: "try at " + label]
                    if (label == 'remote') {
                      attuneRun action: 'core.sleep', parameters: [seconds: 300]
                    }
                  }
                }
                """);
        WorkflowRun build = Fixtures.started(job);
        rule.waitForMessage("try at remote", build);
        await().atMost(BOUND).until(() -> !REMOTE.running("core.sleep").isEmpty());

        REMOTE.kill();

        rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
        assertThat(JenkinsRule.getLog(build)).contains("try at built-in");
    }
}
