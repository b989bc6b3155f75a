package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.attune.config.QueuePolicy;
import io.jenkins.plugins.attune.engine.queue.BreakerView.Phase;
import io.jenkins.plugins.attune.run.ManualClock;
import io.jenkins.plugins.attune.run.QueueDesk;
import io.jenkins.plugins.attune.run.QueueProbe;
import java.nio.file.Path;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Rates and circuit breakers, with a clock that stands still. */
@WithJenkins
class QueueTimeIT {
    private static final String QUEUE = "queue_trial.hold";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();

    @TempDir
    private Path directory;

    private JenkinsRule rule;
    private QueuePack pack;

    @BeforeEach
    void clear(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        QueuePack.clear();
        pack = new QueuePack(rule, directory);
        QueueProbe.goBy(clock);
    }

    private WorkflowRun build(String job, int runs, int code) throws Exception {
        return rule.buildAndAssertSuccess(pack.job(job, """
                for (int i = 0; i < %d; i++) {
                  try {
                    attuneRun action: 'queue_trial.hold', packs: 'packs', parameters: [code: %d]
                    echo 'run succeeded'
                  } catch (e) {
                    echo "run: ${e.message}"
                  }
                }
                """.formatted(runs, code)));
    }

    private static long count(WorkflowRun build, String text) throws Exception {
        return JenkinsRule.getLog(build)
                .lines()
                .filter(line -> line.contains(text))
                .count();
    }

    private static Phase phase() throws Exception {
        return QueueDesk.get().view(QUEUE, 0).breaker().phase();
    }

    @Test
    void theBreakerOpensAndLetsOneTryAndClosesAtTheRightMoments() throws Exception {
        QueuePolicy policy = new QueuePolicy("action", QUEUE);
        policy.setFailures(5);
        policy.setOpenSeconds(300);
        QueuePack.policies(policy);

        WorkflowRun hundred = build("hundred", 100, 1);
        assertThat(count(hundred, "run: queue_trial.hold failed with exit code 1"))
                .isEqualTo(5);
        assertThat(count(hundred, "the circuit breaker of the queue 'queue_trial.hold' refuses runs until "))
                .isEqualTo(95);
        assertThat(JenkinsRule.getLog(hundred))
                .contains(": 5 failures in a row")
                .contains("Mend the cause, then wait, or have the breaker reset by hand.");
        assertThat(phase()).isEqualTo(Phase.OPEN);

        clock.pass(Duration.ofSeconds(299));
        assertThat(count(build("early", 1, 0), "refuses runs")).isEqualTo(1);
        clock.pass(SECOND);
        assertThat(phase()).isEqualTo(Phase.HALF_OPEN);
        WorkflowRun tries = build("tries", 3, 1);
        assertThat(count(tries, "failed with exit code 1")).isEqualTo(1);
        assertThat(count(tries, "refuses runs")).isEqualTo(2);
        assertThat(phase()).isEqualTo(Phase.OPEN);

        clock.pass(Duration.ofSeconds(300));
        assertThat(count(build("mended", 3, 0), "run succeeded")).isEqualTo(3);
        assertThat(phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void anAbortedRunIsNoFailure() throws Exception {
        QueuePolicy policy = new QueuePolicy("action", QUEUE);
        policy.setFailures(1);
        QueuePack.policies(policy);
        WorkflowRun aborted = Fixtures.started(pack.job("aborted", pack.held("hold", "a", "")));
        pack.awaitStarted(1);
        aborted.getExecutor().interrupt();
        rule.waitForCompletion(aborted);

        assertThat(phase()).isEqualTo(Phase.CLOSED);
        assertThat(count(build("next", 1, 0), "run succeeded")).isEqualTo(1);
    }

    @Test
    void aRateIsCountedForEachPersonWhoStartedTheBuild() throws Exception {
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        QueuePolicy policy = new QueuePolicy("action", QUEUE);
        policy.setRate(1);
        policy.setRatePerPerson(true);
        QueuePack.policies(policy);
        pack.open("m");
        WorkflowJob job = pack.job("job", pack.held("hold", "m", ""));
        WorkflowJob another = pack.job("another", pack.held("hold", "m", ""));

        rule.assertBuildStatusSuccess(rule.waitForCompletion(by("ada", job)));
        WorkflowRun second = by("ada", job);
        rule.waitForMessage("queue_trial.hold waits for its turn: place 1 of 1", second);
        assertThat(JenkinsRule.getLog(second)).contains("of each person 1 runs per minute: the system configuration");
        rule.assertBuildStatusSuccess(rule.waitForCompletion(by("bob", another)));

        clock.pass(Duration.ofSeconds(59));
        assertThat(second.isBuilding()).isTrue();
        clock.pass(SECOND);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(second));
        assertThat(JenkinsRule.getLog(second)).contains("queue_trial.hold waited 60.0 seconds for its turn");
    }

    private static WorkflowRun by(String user, WorkflowJob job) throws Exception {
        try (ACLContext ignored = ACL.as2(User.getById(user, true).impersonate2())) {
            return job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause()))
                    .waitForStart();
        }
    }
}
