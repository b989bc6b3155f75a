package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.attune.engine.queue.QueueSettings;
import io.jenkins.plugins.attune.engine.queue.QueueView;
import io.jenkins.plugins.attune.run.QueueDesk;
import io.jenkins.plugins.attune.run.QueueProbe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Runs under the policies of the administrator, the pack, the action and the step. */
@WithJenkins
class QueuePoliciesIT {
    private static JenkinsRule rule;

    @TempDir
    private Path directory;

    private QueuePack pack;
    private String name;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        jenkins.jenkins.setNumExecutors(10);
        Fixtures.secretText(rule.jenkins, "token-id", "s3cr3t-v4lue");
    }

    @BeforeEach
    void clear(TestInfo test) {
        QueuePack.clear();
        pack = new QueuePack(rule, directory);
        name = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(Fixtures.BOUND)
                .untilAsserted(() -> assertThat(QueueProbe.isIdle()).isTrue());
    }

    private void assertOrderKept(int runs, int limit) throws Exception {
        List<WorkflowRun> builds = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            String mark = "r" + i;
            WorkflowJob job = pack.job(name + i, pack.held("hold", mark, "concurrency: [limit: " + limit + "]"));
            if (i < limit) {
                builds.add(Fixtures.started(job));
                pack.awaitStarted(i + 1);
            } else {
                builds.add(pack.waiting(job));
            }
            marks.add(mark);
        }
        for (int i = 0; i < runs; i++) {
            assertThat(pack.started()).isEqualTo(marks.subList(0, Math.min(runs, i + limit)));
            pack.open(marks.get(i));
            rule.assertBuildStatusSuccess(rule.waitForCompletion(builds.get(i)));
            pack.awaitStarted(Math.min(runs, i + 1 + limit));
        }
        assertThat(JenkinsRule.getLog(builds.get(limit)))
                .contains("queue_trial.hold waits for its turn: place 1 of 1 in the queue 'queue_trial.hold' (limit "
                        + limit + ": the step); held by " + name + "0 #1")
                .containsPattern("queue_trial.hold waited \\d+\\.\\d seconds for its turn");
    }

    @Test
    void threeRunsAtALimitOfOneGoInTheOrderAsked() throws Exception {
        assertOrderKept(3, 1);
    }

    @Test
    void fiveRunsAtALimitOfTwoGoInTheOrderAsked() throws Exception {
        assertOrderKept(5, 2);
    }

    private String said(String suffix, String action, String step) throws Exception {
        WorkflowJob job = pack.job(name + suffix, "attuneRun action: '" + action + "', packs: 'packs'" + step);
        return JenkinsRule.getLog(rule.buildAndAssertSuccess(job));
    }

    @Test
    void theStrictestAppliesAndIsNamed() throws Exception {
        String strict = "queue_trial.strict has its turn in the queue 'queue_trial.strict' ";
        assertThat(said("action", "queue_trial.strict", ", concurrency: [limit: 5]"))
                .contains(strict + "(limit 2: actions/strict.yaml of the pack queue_trial)");
        assertThat(said("step", "queue_trial.strict", ", concurrency: [limit: 1]"))
                .contains(strict + "(limit 1: the step)");
        assertThat(said("pack", "queue_trial.packed", ", concurrency: [limit: 5]"))
                .contains("(limit 3: policies/packed.yaml of the pack queue_trial)");

        QueuePack.policies(QueuePack.limit("action", "queue_trial.*", 1));
        assertThat(said("admin", "queue_trial.strict", ", concurrency: [limit: 5]"))
                .contains(strict + "(limit 1: the system configuration)");
        QueuePack.policies(QueuePack.limit("action", "queue_trial.*", 9));
        assertThat(said("loose", "queue_trial.strict", ""))
                .contains(strict + "(limit 2: actions/strict.yaml of the pack queue_trial)");
    }

    @Test
    void whereNobodyAsksForAnythingThereIsNoQueue() throws Exception {
        assertThat(said("", "queue_trial.hold", "")).doesNotContain("queue '");
        assertThat(QueueDesk.get().isUsed("queue_trial.hold")).isFalse();
    }

    @Test
    void theDefaultOfActionsGivesWayToWhateverIsAskedFor() throws Exception {
        QueuePack.configure(settings -> settings.setActionLimit(1));

        assertThat(said("default", "queue_trial.hold", ""))
                .contains("in the queue 'queue_trial.hold' (limit 1: the default of the system configuration)");
        assertThat(said("step", "queue_trial.hold", ", concurrency: [limit: 4, key: 'other']"))
                .contains("in the queue 'other' (limit 4: the step)")
                .doesNotContain("queue_trial.hold'");
    }

    @Test
    void aPolicyForQueuesIsForWhoeverNamesThem() throws Exception {
        QueuePack.policies(QueuePack.limit("queue", "deploy-*", 2), QueuePack.limit("pack", "queue_trial", 7));

        assertThat(said(
                        "",
                        "queue_trial.hold",
                        ", concurrency: [key: 'deploy-${parameters.env}'], parameters: [env: 'a']"))
                .contains("'deploy-a' (limit 2: the system configuration)")
                .contains("'queue_trial' (limit 7: the system configuration)");
    }

    @Test
    void runsOfOtherParametersHaveAQueueOfTheirOwn() throws Exception {
        String queue = "concurrency: [limit: 1, key: 'deploy-${parameters.mark}']";
        WorkflowRun test = Fixtures.started(pack.job(name + "1", pack.held("hold", "test", queue)));
        pack.awaitStarted(1);
        WorkflowRun prod = Fixtures.started(pack.job(name + "2", pack.held("hold", "prod", queue)));
        pack.awaitStarted(2);
        WorkflowRun again = pack.waiting(pack.job(name + "3", pack.held("hold", "prod", queue)));

        assertThat(JenkinsRule.getLog(again)).contains("in the queue 'deploy-prod'");
        pack.open("prod");
        pack.open("test");
        for (WorkflowRun build : List.of(test, prod, again)) {
            rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
        }
    }

    private String refused(String suffix, String script) throws Exception {
        String log = JenkinsRule.getLog(rule.buildAndAssertStatus(Result.FAILURE, pack.job(name + suffix, script)));
        assertThat(log).doesNotContain("s3cr3t").doesNotContain("\tat ");
        return log;
    }

    @Test
    void noSecretGetsIntoAKey() throws Exception {
        String call = "attuneRun action: 'queue_trial.hold', packs: 'packs', ";
        assertThat(refused("declared", call + "concurrency: [limit: 1, key: '${parameters.token}']"))
                .contains("takes the parameter 'token', which is secret");
        assertThat(refused(
                        "bound",
                        call + "credentials: [env: 'token-id'], concurrency: [limit: 1, key: 'x-${parameters.env}']"))
                .contains("takes the parameter 'env', which is secret");
        String within = "withCredentials([string(credentialsId: 'token-id', variable: 'TOKEN')]) { %s }";
        assertThat(refused(
                        "withheld",
                        within.formatted(
                                call + "parameters: [env: \"a-$TOKEN\"], concurrency: [key: '${parameters.env}']")))
                .contains("takes the parameter 'env', which is secret");
        assertThat(refused("written", within.formatted(call + "concurrency: [limit: 1, key: \"a-$TOKEN\"]")))
                .contains("the key of a queue holds a secret");
    }

    @Test
    void whatCannotBeAQueueIsSaidBeforeAnythingStarts() throws Exception {
        String call = "attuneRun action: 'queue_trial.hold', packs: 'packs', ";
        assertThat(refused("missing", call + "concurrency: [limit: 1, key: 'deploy-${parameters.env}']"))
                .contains("takes the parameter 'env', which has no value");
        assertThat(refused("unknown", call + "concurrency: [limit: 1, key: '${env.X}']"))
                .contains("concurrency: a key takes ${action}, ${pack} and ${parameters.<name>}, and not ${env.X}");
        assertThat(refused("reserved", call + "concurrency: [limit: 1, key: 'agent:built-in']"))
                .contains("the queue 'agent:built-in' counts runs for the administrator");
        assertThat(refused("zero", call + "concurrency: [limit: 0]")).contains("the limit must be from 1 to");
    }

    @Test
    void whoWaitsLongerThanTheStepWantsFailsWithItsOwnError() throws Exception {
        WorkflowRun holds =
                Fixtures.started(pack.job(name + "1", pack.held("hold", "holds", "concurrency: [limit: 1]")));
        pack.awaitStarted(1);

        assertThat(refused("2", pack.held("hold", "late", "concurrency: [limit: 1, timeout: 1], timeout: 600")))
                .contains("the run waited 1 s in the queue 'queue_trial.hold', as long as it was to");
        assertThat(refused("3", pack.held("hold", "full", "concurrency: [limit: 1, maxWaiting: 0]")))
                .contains("the queue 'queue_trial.hold' is full: 0 wait, and at most 0 may (the step)")
                .contains("Start the run again later");
        pack.open("holds");
        rule.assertBuildStatusSuccess(rule.waitForCompletion(holds));
    }

    @Test
    void aRunHasTheSlotThatABlockAroundItHolds() throws Exception {
        WorkflowJob job = pack.job(
                name,
                "attuneQueue('mine') { attuneRun action: 'queue_trial.hold', packs: 'packs',"
                        + " concurrency: [limit: 1, key: 'mine'] }");
        rule.buildAndAssertSuccess(job);
    }

    @Test
    void theRunRecordsHowLongItWaitedAndInWhichQueues() throws Exception {
        WorkflowRun holds =
                Fixtures.started(pack.job(name + "1", pack.held("hold", "holds", "concurrency: [limit: 1]")));
        pack.awaitStarted(1);
        WorkflowRun waits = pack.waiting(pack.job(
                name + "2",
                "def r = " + pack.held("hold", "waits", "concurrency: [limit: 1]")
                        + "; echo \"queued for ${r.queuedMs}\""));
        pack.open("holds");
        pack.open("waits");
        rule.assertBuildStatusSuccess(rule.waitForCompletion(holds));
        rule.assertBuildStatusSuccess(rule.waitForCompletion(waits));

        assertThat(JenkinsRule.getLog(waits)).containsPattern("queued for [1-9]\\d+");
        assertThat(waits.getRootDir().toPath().resolve("attune"))
                .isDirectoryRecursivelyContaining(file -> file.endsWith("run.json")
                        && org.assertj.core.util.Files.contentOf(file.toFile(), "UTF-8")
                                .matches("(?s).*\"waitedMillis\":[1-9]\\d+,\"queues\":\\[\"queue_trial.hold\"].*"));
    }

    @Test
    void aFreestyleBuildWaitsUnderTheSamePolicies() throws Exception {
        FreeStyleProject job = rule.createFreeStyleProject(name);
        AttuneBuilder builder = new AttuneBuilder("core.noop");
        Concurrency concurrency = new Concurrency();
        concurrency.setLimit(1);
        concurrency.setKey("build-${BUILD_NUMBER}");
        builder.setConcurrency(concurrency);
        job.getBuildersList().add(builder);

        assertThat(JenkinsRule.getLog(rule.buildAndAssertSuccess(job)))
                .contains("core.noop has its turn in the queue 'build-1' (limit 1: the step)");
    }

    private static void change(UnaryOperator<QueueSettings> edit) throws Exception {
        QueueView view = QueueDesk.get().view("queue_trial.hold", 0);
        QueueDesk.get().change("queue_trial.hold", view.settings().version(), edit);
    }

    @Test
    void changesHoldAtOnceForWhoWaits() throws Exception {
        QueuePack.configure(settings -> settings.setActionLimit(1));
        StringBuilder branches = new StringBuilder("def all = [:]; ");
        for (int i = 0; i < 21; i++) {
            branches.append("all['b%d'] = { %s }; ".formatted(i, pack.held("hold", "m" + i, "")));
        }
        WorkflowRun build = Fixtures.started(pack.job(name, branches + "parallel all"));
        await().atMost(Fixtures.BOUND)
                .until(() ->
                        QueueDesk.get().view("queue_trial.hold", 0).statistics().waiting() == 20);
        pack.awaitStarted(1);

        QueuePack.configure(settings -> settings.setActionLimit(5));
        pack.awaitStarted(5);
        assertRunning(5, 16);

        QueuePack.configure(settings -> settings.setActionLimit(2));
        openStarted(0, 4);
        assertRunning(2, 15);

        change(settings -> settings.pausedFor("a look at the logs"));
        openStarted(4, 6);
        assertRunning(0, 15);
        rule.waitForMessage("which is paused by SYSTEM: a look at the logs", build);

        change(QueueSettings::resumed);
        pack.awaitStarted(8);
        assertRunning(2, 13);
        for (int i = 6; i < 21; i++) {
            pack.awaitStarted(i + 1);
            pack.open(pack.started().get(i));
        }
        rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
        change(settings -> QueueSettings.NONE);
    }

    private void openStarted(int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            pack.awaitStarted(i + 1);
            pack.open(pack.started().get(i));
        }
    }

    private static void assertRunning(int running, int waiting) {
        await().atMost(Fixtures.BOUND).untilAsserted(() -> {
            QueueView view = QueueDesk.get().view("queue_trial.hold", 0);
            assertThat(view.statistics().running()).isEqualTo(running);
            assertThat(view.statistics().waiting()).isEqualTo(waiting);
        });
    }
}
