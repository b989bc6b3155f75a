package io.jenkins.plugins.attune;

import static org.awaitility.Awaitility.await;

import hudson.model.Slave;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The controller restarts in good order while an action runs; the agent's process stays and connects again. */
class AttuneRunStepRestartIT {
    private static final Duration BOUND = Duration.ofSeconds(60);

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @Test
    void endsTheRunAsOneThatCannotResume() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder().name("remote").build());
        jenkins.runRemotely(AttuneRunStepRestartIT::begin);
        jenkins.stopJenkins();
        jenkins.startJenkins();
        jenkins.runRemotely(AttuneRunStepRestartIT::finish);
    }

    private static void begin(JenkinsRule rule) throws Throwable {
        WorkflowJob job = Fixtures.pipeline(rule, "p", """
                def tries = 0
                retry(count: 2, conditions: [nonresumable()]) {
                  tries++
                  node('remote') {
                    attuneRun action: 'core.echo', parameters: [message: "try " + tries]
                    if (tries == 1) {
                      attuneRun action: 'core.sleep', parameters: [seconds: 300]
                    }
                  }
                }
                """);
        rule.waitForMessage("try 1", Fixtures.started(job));
        await().atMost(BOUND).until(() -> !sleeping(rule).isEmpty());
    }

    private static void finish(JenkinsRule rule) throws Throwable {
        WorkflowRun build =
                rule.jenkins.getItemByFullName("p", WorkflowJob.class).getLastBuild();
        rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
        rule.assertLogContains("cannot be resumed after a controller restart", build);
        rule.assertLogContains("try 2", build);
        // The agent stops what lost its connection: nobody will ever ask for it.
        await().atMost(BOUND).until(() -> sleeping(rule).isEmpty());
    }

    private static List<Long> sleeping(JenkinsRule rule) throws IOException {
        String root = ((Slave) rule.jenkins.getNode("remote")).getRemoteFS();
        return Fixtures.processesWith("ATTUNE_ACTION=core.sleep", root);
    }
}
