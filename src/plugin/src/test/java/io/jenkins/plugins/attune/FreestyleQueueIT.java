package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Cause;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.ParametersAction;
import hudson.model.Queue;
import hudson.model.StringParameterValue;
import hudson.model.queue.QueueTaskDispatcher;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.attune.run.ItemQueues;
import io.jenkins.plugins.attune.run.ManualClock;
import io.jenkins.plugins.attune.run.QueueProbe;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Builds of freestyle jobs that wait for their turn without an executor: who runs when. */
@WithJenkins
class FreestyleQueueIT {
    private static FreestyleLine line;
    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        line = new FreestyleLine(jenkins);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        line.end();
    }

    @Test
    void threeJobsRunOneAfterTheOtherInTheOrderAskedAndHoldNoExecutorMeanwhile() throws Exception {
        FreeStyleProject a = line.job("a", FreestyleLine.noop("site", 1));
        FreeStyleProject b = line.job("b", FreestyleLine.noop("site", 1));
        FreeStyleProject c = line.job("c", FreestyleLine.noop("site", 1));

        QueueTaskFuture<FreeStyleBuild> first = line.ask(a);
        line.awaitRunning("a #1");
        QueueTaskFuture<FreeStyleBuild> second = line.ask(b);
        String whySecond = line.awaitWhy(b, "place 1 of 1 in the queue 'site'");
        assertThat(whySecond).contains("limit 1: the step", "held by a #1");
        QueueTaskFuture<FreeStyleBuild> third = line.ask(c);
        line.awaitWhy(c, "place 2 of 2 in the queue 'site'");
        assertThat(rule.jenkins.toComputer().countBusy()).isEqualTo(1);
        System.out.println("c waits: " + c.getQueueItem().getWhy());

        line.gate("a #1").countDown();
        line.awaitRunning("b #1");
        line.awaitWhy(c, "held by b #1");
        // The executor of the build before may not have put down its work yet.
        await().atMost(FreestyleLine.SOON).until(() -> rule.jenkins.toComputer().countBusy() == 1);
        line.gate("b #1").countDown();
        line.gate("c #1").countDown();

        rule.assertBuildStatusSuccess(first);
        FreeStyleBuild waited = rule.assertBuildStatusSuccess(second);
        rule.assertBuildStatusSuccess(third);
        assertThat(line.events())
                .containsExactly("a #1 runs", "a #1 ends", "b #1 runs", "b #1 ends", "c #1 runs", "c #1 ends");
        assertThat(JenkinsRule.getLog(waited))
                .containsPattern("core.noop waited \\d+\\.\\d seconds in Jenkins' queue for its turn")
                .contains("core.noop has its turn in the queue 'site' (limit 1: the step)")
                .doesNotContain("on its executor");
    }

    @Test
    void twoActionsOfAJobGetTheirSlotsTogether() throws Exception {
        FreeStyleProject x = line.job("holds x", FreestyleLine.noop("x", 1));
        FreeStyleProject both = line.job("both", FreestyleLine.noop("x", 1), FreestyleLine.noop("y", 1));
        FreeStyleProject y = line.job("wants y", FreestyleLine.noop("y", 1));
        line.ask(x);
        line.awaitRunning("holds x #1");
        line.ask(both);
        line.awaitWhy(both, "in the queue 'x'");
        line.ask(y);
        assertThat(line.awaitWhy(y, "place 2 of 2 in the queue 'y'")).doesNotContain("held by");

        line.gate("holds x #1").countDown();
        line.awaitRunning("both #1");
        line.awaitWhy(y, "held by both #1");
        line.gate("both #1").countDown();
        line.awaitRunning("wants y #1");

        String log = JenkinsRule.getLog(both.getLastBuild());
        assertThat(log.split("in Jenkins' queue for its turn")).hasSize(2);
    }

    @Test
    void aCancelledWaiterLeavesTheLine() throws Exception {
        FreeStyleProject a = line.job("holder", FreestyleLine.noop("k", 1));
        FreeStyleProject b = line.job("cancelled", FreestyleLine.noop("k", 1));
        FreeStyleProject c = line.job("next", FreestyleLine.noop("k", 1));
        line.ask(a);
        line.awaitRunning("holder #1");
        QueueTaskFuture<FreeStyleBuild> cancelled = line.ask(b);
        line.awaitWhy(b, "place 1 of 1");
        line.ask(c);
        line.awaitWhy(c, "place 2 of 2");

        rule.jenkins.getQueue().cancel(b.getQueueItem());

        line.awaitWhy(c, "place 1 of 1");
        assertThat(cancelled.isCancelled()).isTrue();
        line.gate("holder #1").countDown();
        line.awaitRunning("next #1");
    }

    @Test
    void aJobThatNeverStartsLetsTheOthersPass() throws Exception {
        FreeStyleProject never = line.job("never", FreestyleLine.noop("n", 1));
        never.setAssignedLabel(Label.get("no-such-agent"));
        FreeStyleProject other = line.job("other", FreestyleLine.noop("n", 1));
        ManualClock clock = new ManualClock();
        QueueProbe.goBy(clock);
        try {
            line.ask(never);
            await().atMost(FreestyleLine.SOON)
                    .until(() -> ItemQueues.holders("n").size() == 1);
            line.ask(other);
            line.awaitWhy(other, "place 1 of 1 in the queue 'n'");

            clock.pass(Duration.ofMinutes(1));
            line.awaitRunning("other #1");
            line.awaitWhy(never, "held by other #1");
            line.gate("other #1").countDown();
            rule.jenkins.getQueue().cancel(never.getQueueItem());
        } finally {
            line.end();
            QueueProbe.goByTime();
        }
    }

    @Test
    void aQuietPeriodIsNoPartOfTheWait() throws Exception {
        FreeStyleProject quiet = line.job("quiet", FreestyleLine.noop("q", 1));
        FreeStyleProject quick = line.job("quick", FreestyleLine.noop("q", 1));
        quiet.scheduleBuild2(3600);
        assertThat(ItemQueues.keys()).isEmpty();

        line.ask(quick);
        line.awaitRunning("quick #1");
        quiet.scheduleBuild2(0);
        line.awaitWhy(quiet, "held by quick #1");
        line.gate("quick #1").countDown();
        line.awaitRunning("quiet #1");
    }

    @Test
    void buildsOfOneJobTakeTheirTurnsWhetherOrNotTheyMayRunTogether() throws Exception {
        FreeStyleProject together = line.job("together", FreestyleLine.noop("t", 2));
        together.setConcurrentBuild(true);
        for (int i = 1; i <= 3; i++) {
            together.scheduleBuild2(0, new Cause.LegacyCodeCause(), number(i));
        }
        line.awaitRunning("together #1");
        line.awaitRunning("together #2");
        line.awaitWhy(together, "place 1 of 1 in the queue 't' (limit 2");
        line.gate("together #2").countDown();
        line.awaitRunning("together #3");
        line.gate("together #1").countDown();
        line.gate("together #3").countDown();
        rule.waitUntilNoActivity();

        FreeStyleProject alone = line.job("alone", FreestyleLine.noop("l", 2));
        FreeStyleProject other = line.job("beside", FreestyleLine.noop("l", 2));
        alone.scheduleBuild2(0, new Cause.LegacyCodeCause(), number(1));
        line.awaitRunning("alone #1");
        alone.scheduleBuild2(0, new Cause.LegacyCodeCause(), number(2));
        line.awaitWhy(alone, "already in progress");
        line.ask(other);
        line.awaitRunning("beside #1");
        assertThat(ItemQueues.holders("l")).hasSize(2);
        line.gate("alone #1").countDown();
        line.awaitRunning("alone #2");
        line.gate("alone #2").countDown();
        line.gate("beside #1").countDown();
    }

    private static ParametersAction number(int i) {
        return new ParametersAction(List.of(new StringParameterValue("number", String.valueOf(i))), List.of("number"));
    }

    @Test
    void toBeAskedAThousandTimesChangesNothing() throws Exception {
        FreeStyleProject holder = line.job("asked holder", FreestyleLine.noop("o", 1));
        FreeStyleProject waiter = line.job("asked waiter", FreestyleLine.noop("o", 1));
        line.ask(holder);
        line.awaitRunning("asked holder #1");
        line.ask(waiter);
        line.awaitWhy(waiter, "place 1 of 1");
        Queue.Item item = waiter.getQueueItem();
        long before = ItemQueues.lastNumber();

        for (int i = 0; i < 1_000; i++) {
            for (QueueTaskDispatcher dispatcher : QueueTaskDispatcher.all()) {
                dispatcher.canRun(item);
            }
        }
        Queue.runWithLock(() -> {
            for (int i = 0; i < 100; i++) {
                rule.jenkins.getQueue().maintain();
            }
        });

        assertThat(ItemQueues.lastNumber()).isEqualTo(before);
        line.awaitWhy(waiter, "place 1 of 1");
    }

    @Test
    void aJobWithoutAttuneStepsAndOneThatNobodyBoundsHaveNoTicket() throws Exception {
        FreeStyleProject free = rule.createFreeStyleProject("free");
        free.getBuildersList().add(new AttuneBuilder("core.noop"));
        long before = ItemQueues.lastNumber();

        rule.buildAndAssertSuccess(free);
        rule.buildAndAssertSuccess(rule.createFreeStyleProject("empty"));

        assertThat(ItemQueues.items()).isZero();
        assertThat(ItemQueues.lastNumber()).isLessThanOrEqualTo(before + 1); // the bound of a person's runs
    }

    @Test
    void aDeletedJobLeavesTheLine() throws Exception {
        FreeStyleProject holder = line.job("d holder", FreestyleLine.noop("d", 1));
        FreeStyleProject deleted = line.job("deleted", FreestyleLine.noop("d", 1));
        FreeStyleProject next = line.job("d next", FreestyleLine.noop("d", 1));
        line.ask(holder);
        line.awaitRunning("d holder #1");
        line.ask(deleted);
        line.awaitWhy(deleted, "place 1 of 1");
        line.ask(next);
        line.awaitWhy(next, "place 2 of 2");

        deleted.delete();

        line.awaitWhy(next, "place 1 of 1");
    }
}
