package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.attune.run.QueueDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/** Any steps of a pipeline behind a queue. */
@WithJenkins
class AttuneQueueStepIT {
    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) {
        rule = jenkins;
    }

    /** Holds a slot of the queue until the semaphore of its name and number is passed. */
    private static WorkflowJob holding(String name, String queue) throws Exception {
        return Fixtures.pipeline(rule, name, "attuneQueue(" + queue + ") { semaphore '" + name + "' }");
    }

    private static WorkflowRun held(WorkflowJob job, int number) throws Exception {
        WorkflowRun build = Fixtures.started(job);
        SemaphoreStep.waitForStart(job.getName() + "/" + number, build);
        return build;
    }

    private static WorkflowRun waiting(WorkflowJob job) throws Exception {
        WorkflowRun build = Fixtures.started(job);
        rule.waitForMessage("attuneQueue waits for its turn: place ", build);
        return build;
    }

    private void pass(WorkflowRun build, String semaphore) throws Exception {
        SemaphoreStep.success(semaphore, null);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
    }

    @Test
    void theFormKeepsEveryField() throws Exception {
        AttuneQueueStep step = new AttuneQueueStep("deploy/web");
        step.setLimit(2);
        step.setTimeout(600);
        step.setMaxWaiting(0);
        assertThat(new StepConfigTester(rule).configRoundTrip(step))
                .usingRecursiveComparison()
                .isEqualTo(step);
        AttuneQueueStep bare = new AttuneQueueStep("deploy");
        assertThat(new StepConfigTester(rule).configRoundTrip(bare))
                .usingRecursiveComparison()
                .isEqualTo(bare);
    }

    @Test
    void whoIsTakenOutOfTheLineIsToldByWhom() throws Exception {
        WorkflowRun holds = held(holding("removing", "name: 'removing', limit: 1"), 1);
        WorkflowRun waits = waiting(rule.jenkins.getItemByFullName("removing", WorkflowJob.class));
        long ticket = QueueDesk.get().view("removing", 1).waiting().get(0).number();

        try (ACLContext ignored = ACL.as2(new UsernamePasswordAuthenticationToken("bert", null, List.of()))) {
            assertThat(QueueDesk.get().remove("removing", ticket)).isTrue();
        }

        rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(waits));
        assertThat(JenkinsRule.getLog(waits)).contains("bert took it out of the queue before its turn came");
        pass(holds, "removing/1");
    }

    @Test
    void blocksOfOneQueueGoInTheOrderAsked() throws Exception {
        WorkflowJob job = holding("ordered", "name: 'ordered', limit: 2");
        WorkflowRun first = held(job, 1);
        WorkflowRun second = held(job, 2);
        List<WorkflowRun> line = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            line.add(waiting(job));
        }

        pass(second, "ordered/2");
        SemaphoreStep.waitForStart("ordered/3", line.get(0));
        assertThat(JenkinsRule.getLog(line.get(1))).doesNotContain("waited");
        pass(first, "ordered/1");
        SemaphoreStep.waitForStart("ordered/4", line.get(1));
        pass(line.get(0), "ordered/3");
        SemaphoreStep.waitForStart("ordered/5", line.get(2));
        pass(line.get(1), "ordered/4");
        pass(line.get(2), "ordered/5");
        assertThat(JenkinsRule.getLog(line.get(2))).containsPattern("waited \\d+\\.\\d s in the queue 'ordered'");
    }

    @Test
    void withoutALimitOneHoldsTheSlot() throws Exception {
        WorkflowJob job = holding("alone", "'alone'");
        WorkflowRun first = held(job, 1);
        WorkflowRun second = waiting(job);
        pass(first, "alone/1");
        SemaphoreStep.waitForStart("alone/2", second);
        pass(second, "alone/2");
    }

    @Test
    void whoIsAbortedInTheLineOrInItsBodyMakesRoomAtOnce() throws Exception {
        WorkflowJob job = holding("aborts", "'aborts'");
        WorkflowRun holds = held(job, 1);
        WorkflowRun aborted = waiting(job);
        WorkflowRun next = waiting(job);

        aborted.getExecutor().interrupt();
        rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(aborted));
        holds.getExecutor().interrupt();
        rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(holds));
        SemaphoreStep.waitForStart("aborts/2", next);
        pass(next, "aborts/2");
    }

    @Test
    void whatABuildHoldsItDoesNotWaitFor() throws Exception {
        WorkflowRun build = rule.buildAndAssertSuccess(Fixtures.pipeline(rule, "nested", """
                attuneQueue('nested') {
                  attuneQueue('another') { attuneQueue('nested') { echo 'inside' } }
                  parallel a: { attuneQueue('nested') { echo 'a' } }, b: { attuneQueue('nested') { echo 'b' } }
                }
                attuneQueue('nested') { echo 'again' }
                """));
        assertThat(JenkinsRule.getLog(build))
                .contains("inside", "again", "an enclosing block holds a slot of the queue 'nested' already");
    }

    @Test
    void theBodyGivesTheResultAndPassesOnItsFailure() throws Exception {
        WorkflowRun build = rule.buildAndAssertStatus(Result.FAILURE, Fixtures.pipeline(rule, "result", """
                echo "it is ${attuneQueue('result') { 42 }}"
                try { attuneQueue('result') { error 'wrong' } } catch (e) { echo "caught ${e.message}" }
                attuneQueue('result') { error 'for good' }
                """));
        assertThat(JenkinsRule.getLog(build)).contains("it is 42", "caught wrong", "ERROR: for good");
    }

    @Test
    void whoWaitsTooLongOrInTooLongALineFails() throws Exception {
        WorkflowJob job = holding("patience", "'patience'");
        WorkflowRun holds = held(job, 1);
        WorkflowRun late = rule.buildAndAssertStatus(
                Result.FAILURE,
                Fixtures.pipeline(rule, "late", "attuneQueue(name: 'patience', timeout: 1) { echo 'in' }"));
        WorkflowRun refused = rule.buildAndAssertStatus(
                Result.FAILURE,
                Fixtures.pipeline(rule, "refused", "attuneQueue(name: 'patience', maxWaiting: 0) { echo 'in' }"));
        assertThat(JenkinsRule.getLog(late))
                .contains("waited 1 s in the queue 'patience'")
                .doesNotContain("\tat ");
        assertThat(JenkinsRule.getLog(refused))
                .contains("the queue 'patience' is full")
                .doesNotContain("\tat ");
        pass(holds, "patience/1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "badName | \"a;b\" | the key of a queue",
                "badLimit | name: \"x\", limit: 0 | limit must be from 1",
                "badTime | name: \"x\", timeout: 0 | timeout must be at least"
            })
    void aWrongCallSaysWhatIsWrong(String name, String arguments, String text) throws Exception {
        WorkflowRun build = rule.buildAndAssertStatus(
                Result.FAILURE, Fixtures.pipeline(rule, name, "attuneQueue(" + arguments + ") { }"));
        assertThat(JenkinsRule.getLog(build))
                .containsPattern(Pattern.quote(text))
                .doesNotContain("\tat ");
    }

    @Test
    void aBuildThatIsKilledAndAJobThatIsDeletedMakeRoom() throws Exception {
        WorkflowJob job = holding("gone", "'gone'");
        WorkflowRun killed = held(job, 1);
        WorkflowRun second = waiting(job);
        waiting(job);
        WorkflowJob other = holding("last", "'gone'");
        WorkflowRun last = waiting(other);

        killed.doKill();
        assertThat(QueueDesk.get().view("gone", 0).holders())
                .extracting(ticket -> ticket.owner().label())
                .containsExactly(second.getExternalizableId());
        SemaphoreStep.waitForStart("gone/2", second);
        killed.delete();
        assertThat(JenkinsRule.getLog(last)).doesNotContain("waited");
        job.delete();
        SemaphoreStep.waitForStart("last/1", last);
        pass(last, "last/1");
    }
}
