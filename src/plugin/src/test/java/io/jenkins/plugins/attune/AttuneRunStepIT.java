package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.LimitSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The step in pipelines, on an agent with a process of its own. */
@WithJenkins
class AttuneRunStepIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    private static final SharedAgent REMOTE = new SharedAgent();

    private static JenkinsRule rule;
    private String name;

    @BeforeAll
    static void connect(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        REMOTE.connect(jenkins);
    }

    @BeforeEach
    void name(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    private WorkflowJob job(String body) throws Exception {
        return Fixtures.pipeline(rule, name, "node('remote') {\n" + body + "\n}");
    }

    private WorkflowJob jobWithPacks(Path packs, String body) throws Exception {
        WorkflowJob job = job(body);
        Fixtures.packsInWorkspace(REMOTE.agent(), job, packs);
        return job;
    }

    private static String success(WorkflowJob job) throws Exception {
        return JenkinsRule.getLog(rule.buildAndAssertSuccess(job));
    }

    private static String failure(WorkflowJob job) throws Exception {
        String log = JenkinsRule.getLog(rule.buildAndAssertStatus(Result.FAILURE, job));
        assertThat(log).as("no stack trace for what a user can mend").doesNotContain("\tat ");
        return log;
    }

    @Test
    void returnsAMapAndShowsTheOutput() throws Exception {
        String log = success(job("""
                def r = attuneRun action: 'core.echo', parameters: [message: "héllo \\$x \\"q\\" ${1 + 1}"]
                echo "<${r.action}|${r.status}|${r.exitCode}|${r.stdout.trim()}|${r.stderr}|${r.warnings}>"
                echo "<${r.truncated.stdoutBytes} ${r.durationMs > 0} ${r.executionId.length()}>"
                """));
        assertThat(log)
                .contains("\nhéllo $x \"q\" 2\n")
                .contains("<core.echo|succeeded|0|héllo $x \"q\" 2||[]>")
                .contains("<0 true 16>");
    }

    @Test
    void runsOnTheBuiltInNodeAsWell() throws Exception {
        assertThat(success(Fixtures.pipeline(
                        rule,
                        name,
                        "node('built-in') { attuneRun action: 'core.echo', parameters: [message: 'here'] }")))
                .contains("\nhere\n");
    }

    @Test
    void failsWithTheExitCodeAndTheLastLinesOfStderr() throws Exception {
        assertThat(failure(job("attuneRun action: 'core.fail', parameters: [exit_code: 3, message: 'no luck']")))
                .contains("ERROR: core.fail failed with exit code 3\nno luck\n");
    }

    @Test
    void returnsTheResultOfAFailureWhereAskedTo() throws Exception {
        assertThat(success(job("""
                def r = attuneRun action: 'core.fail', parameters: [exit_code: 7], returnStatus: true
                echo "<${r.status} ${r.exitCode}>"
                """))).contains("<failed 7>");
    }

    @Test
    void tellsWhatIsWrongWithParametersActionsAndPaths() throws Exception {
        assertThat(failure(job("attuneRun action: 'core.sleep', parameters: [seconds: 'x', other: 1]")))
                .contains("seconds")
                .contains("other");
        name += "2";
        assertThat(failure(job("attuneRun 'core.ecko'")))
                .contains("no action 'ecko'")
                .contains("core.echo");
        name += "3";
        assertThat(failure(job("attuneRun action: 'core.noop', packs: '../..'")))
                .contains("packs: '../..' ");
        name += "4";
        assertThat(failure(job("attuneRun action: 'core.noop', packs: 'nowhere'")))
                .contains("does not exist");
        name += "5";
        assertThat(failure(job("attuneRun action: 'core.noop', env: [LD_PRELOAD: 'x']")))
                .contains("LD_PRELOAD");
    }

    @Test
    void stopsAnActionAtItsTimeLimit() throws Exception {
        assertThat(failure(job("attuneRun action: 'core.sleep', parameters: [seconds: 120], timeout: 1")))
                .contains("core.sleep was stopped at its time limit of 1 seconds");
        name += "2";
        assertThat(
                        success(
                                job(
                                        "echo attuneRun(action: 'core.sleep', parameters: [seconds: 120], timeout: 1, returnStatus: true).status")))
                .contains("timed_out");
    }

    @Test
    void showsOutputWhileTheActionRunsAndLeavesNothingWhenAborted() throws Exception {
        WorkflowJob job = jobWithPacks(Fixtures.TEST_PACKS, "attuneRun action: 'trial.tree', packs: 'packs'");
        WorkflowRun build = Fixtures.started(job);
        rule.waitForMessage("planted", build);
        await().atMost(Fixtures.BOUND)
                .untilAsserted(() -> assertThat(REMOTE.running("trial.tree")).hasSizeGreaterThanOrEqualTo(3));

        build.getExecutor().interrupt();
        rule.waitForCompletion(build);

        rule.assertBuildStatus(Result.ABORTED, build);
        assertThat(REMOTE.running("trial.tree")).isEmpty();
    }

    @Test
    void leavesNoneOfTheProcessesThatDoNotWantToEnd() throws Exception {
        WorkflowJob job = jobWithPacks(
                Fixtures.TEST_PACKS,
                "attuneRun action: 'trial.stubborn', packs: 'packs', timeout: env.BUILD_NUMBER == '1' ? 600 : 12");
        WorkflowRun aborted = Fixtures.started(job);
        rule.waitForMessage("planted", aborted);
        await().atMost(Fixtures.BOUND).untilAsserted(() -> assertThat(REMOTE.running("trial.stubborn"))
                .hasSizeGreaterThanOrEqualTo(5));

        aborted.getExecutor().interrupt();
        rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(aborted));
        assertThat(REMOTE.running("trial.stubborn")).isEmpty();

        rule.assertLogContains("planted", rule.buildAndAssertStatus(Result.FAILURE, job));
        assertThat(REMOTE.running("trial.stubborn")).isEmpty();
    }

    @Test
    void stopsAtATimeoutOfThePipeline() throws Exception {
        WorkflowRun build = rule.buildAndAssertStatus(
                Result.ABORTED,
                job(
                        "timeout(time: 2, unit: 'SECONDS') { attuneRun action: 'core.sleep', parameters: [seconds: 121] }"));
        assertThat(JenkinsRule.getLog(build)).contains("Timeout has been exceeded");
        assertThat(REMOTE.running("core.sleep")).isEmpty();
    }

    @Test
    void runsPythonAndNodePacksOfTheWorkspace() throws Exception {
        WorkflowJob python = jobWithPacks(Fixtures.EXAMPLES, """
                writeFile file: 'x', text: ''
                def r = attuneRun action: 'python_demo.sign', parameters: [message: 'm'],
                    credentials: [key: 'signing'], packs: 'packs'
                echo "<${r.output.algorithm} ${r.output.signature.length()}>"
                """);
        Fixtures.secretText(rule.jenkins, "signing", "a-key-long-enough");
        assertThat(success(python)).contains("<sha256 64>");
        name += "2";
        assertThat(success(jobWithPacks(Fixtures.TEST_PACKS, """
                def r = attuneRun action: 'node_like.greet', parameters: [name: 'Ada'], packs: 'packs'
                echo "<${r.output.message}>"
                """))).contains("<Good day, Ada>");
    }

    @Test
    void failsOnAResultThatDoesNotFitOnlyWhereAskedTo() throws Exception {
        assertThat(success(jobWithPacks(Fixtures.TEST_PACKS, """
                def r = attuneRun action: 'trial.odd', packs: 'packs'
                echo "<${r.status} ${r.output} ${r.warnings.size()}>"
                """))).contains("<succeeded null 1>");
        name += "2";
        assertThat(failure(jobWithPacks(
                        Fixtures.TEST_PACKS, "attuneRun action: 'trial.odd', packs: 'packs', strictOutput: true")))
                .contains("trial.odd ended with a result that does not fit");
    }

    @Test
    void givesTheProcessFewVariablesAndNoBoundOnes() throws Exception {
        Fixtures.secretText(rule.jenkins, "bound", "bound-secret-value");
        String log = success(jobWithPacks(Fixtures.TEST_PACKS, """
                withEnv(['TZ=Asia/Tokyo', 'OTHER=x']) {
                  withCredentials([string(credentialsId: 'bound', variable: 'BOUND')]) {
                    def r = attuneRun action: 'trial.env', packs: 'packs', env: [MINE: 'yes']
                    echo "<${r.output.TZ} ${r.output.OTHER} ${r.output.BOUND} ${r.output.MINE} ${r.output.BUILD_NUMBER}>"
                    echo "<${r.output.JOB_NAME} ${r.output.ATTUNE_ACTION} ${r.output.JENKINS_NODE_COOKIE != null}>"
                  }
                }
                """));
        assertThat(log).contains("<Asia/Tokyo null null yes 1>").contains("<" + name + " trial.env true>");
    }

    @Test
    void hidesWhatAnActionTellsOfItsSecret() throws Exception {
        String secret = "s3cr3t/\"ü+ value";
        Fixtures.secretText(rule.jenkins, "blabbed", secret);
        WorkflowJob job = jobWithPacks(Fixtures.TEST_PACKS, """
                def r = attuneRun action: 'trial.blab', credentials: [token: 'blabbed'], packs: 'packs'
                echo "${r}"
                attuneRun action: 'trial.blab', credentials: [token: 'blabbed'], parameters: [exit_code: 4], packs: 'packs'
                """);
        String log = failure(job);
        assertThat(log)
                .contains("**** whole")
                .contains("url ****")
                .contains("raw ****")
                .contains("trial.blab failed with exit code 4")
                .contains("output:[token:****, nested:[[****:x****]]]");
        Matcher base64 = Pattern.compile("base64 (\\S+)").matcher(log);
        assertThat(base64.find()).isTrue();
        assertThat(base64.group(1)).contains("****");
        assertThat(new SecretScanner(secret).files(job.getRootDir().toPath())).isEmpty();
    }

    @Test
    void tellsWhichCredentialIsMissingOrHasSeveralParts() throws Exception {
        assertThat(failure(jobWithPacks(
                        Fixtures.TEST_PACKS,
                        "attuneRun action: 'trial.blab', credentials: [token: 'absent'], packs: 'packs'")))
                .contains("the credential 'absent' for parameter 'token' was not found for " + name);
        name += "2";
        Fixtures.password(rule.jenkins, "password");
        assertThat(failure(jobWithPacks(
                        Fixtures.TEST_PACKS,
                        "attuneRun action: 'trial.blab', credentials: [token: 'password'], packs: 'packs'")))
                .contains("has several parts (username, password)");
        name += "3";
        assertThat(failure(jobWithPacks(
                        Fixtures.TEST_PACKS,
                        "attuneRun action: 'trial.blab', parameters: [token: 'literal-value'], packs: 'packs'")))
                .contains("token")
                .contains("secret")
                .doesNotContain("literal-value");
    }

    @Test
    void findsTheCredentialsOfItsFolderAndNoOther() throws Exception {
        Folder folder = rule.createProject(Folder.class, "folder");
        Folder other = rule.createProject(Folder.class, "other");
        Fixtures.secretText(folder, "in-folder", "a folder's secret");
        Fixtures.secretText(other, "elsewhere", "another secret");
        String body = "node('remote') { attuneRun action: 'trial.blab', packs: 'packs', credentials: [token: '%s'] }";
        WorkflowJob allowed = folder.createProject(WorkflowJob.class, "allowed");
        allowed.setDefinition(new CpsFlowDefinition(body.formatted("in-folder"), true));
        Fixtures.packsInWorkspace(REMOTE.agent(), allowed, Fixtures.TEST_PACKS);
        assertThat(success(allowed)).contains("raw ****");
        WorkflowJob refused = folder.createProject(WorkflowJob.class, "refused");
        refused.setDefinition(new CpsFlowDefinition(body.formatted("elsewhere"), true));
        Fixtures.packsInWorkspace(REMOTE.agent(), refused, Fixtures.TEST_PACKS);
        assertThat(failure(refused)).contains("the credential 'elsewhere' for parameter 'token' was not found");
    }

    @Test
    void leavesOutWhatIsOverTheLogLimit() throws Exception {
        String log = success(job("""
                def r = attuneRun action: 'core.echo', parameters: [message: 'x' * 100000], logLimit: '8KiB'
                echo "<${r.status} ${r.truncated.stdoutBytes > 80000}>"
                """));
        assertThat(log).contains("<succeeded true>").contains(" bytes of stdout left out: over the log limit");
    }

    @Test
    void showsTheFirstAndTheLastPartInTheConsoleAndStoresTheRest() throws Exception {
        WorkflowJob job = job("""
                def r = attuneRun action: 'trial.lines', packs: 'packs', parameters: [count: 10000], consoleLimit: '4KiB'
                echo "<${r.status}>"
                """);
        Fixtures.packsInWorkspace(REMOTE.agent(), job, Fixtures.TEST_PACKS);
        WorkflowRun build = rule.buildAndAssertSuccess(job);
        String log = JenkinsRule.getLog(build);
        assertThat(log).contains("<succeeded>");
        for (String stream : List.of("stdout", "stderr")) {
            List<String> lines =
                    log.lines().filter(line -> line.endsWith(" of " + stream)).toList();
            assertThat(lines).hasSizeBetween(180, 187).doesNotHaveDuplicates().isSorted();
            assertThat(lines.get(0)).isEqualTo("line 000001 of " + stream);
            assertThat(lines.get(lines.size() - 1)).isEqualTo("line 010000 of " + stream);
            assertThat(log)
                    .containsPattern("\\[attune\\] 2\\d{5} bytes of " + stream
                            + " not shown: over the console limit; the stored log has the rest");
        }
        String page = rule.createWebClient()
                .getPage(build, "attune/")
                .getWebResponse()
                .getContentAsString();
        assertThat(page).contains("stdout/");
    }

    @Test
    void refusesMoreThanTheAdministratorGrants() throws Exception {
        LimitSettings settings = new LimitSettings();
        settings.setTimeout(60);
        settings.setMaxTimeout(600);
        AttuneConfiguration.get().setLimits(settings);
        try {
            String log = success(job("""
                    for (limit in [[timeout: 601], [logLimit: '1GiB'], [consoleLimit: '1GiB'], [resultLimit: '1GiB']]) {
                      try {
                        attuneRun([action: 'core.noop'] + limit)
                      } catch (e) {
                        echo e.message
                      }
                    }
                    """));
            assertThat(log)
                    .contains("the time limit of 601 seconds is above the maximum of 600")
                    .contains("the log limit of 1073741824 bytes is above the maximum of 104857600")
                    .contains("the console limit of 1073741824 bytes is above the maximum of 10485760")
                    .contains("the result limit of 1073741824 bytes is above the maximum of 16777216");
        } finally {
            AttuneConfiguration.get().setLimits(null);
        }
    }

    @Test
    void runsSeveralActionsAtOnce() throws Exception {
        String log = success(job("""
                def branches = [:]
                for (int i = 0; i < 10; i++) {
                  def n = i
                  branches["b" + n] = { attuneRun action: 'core.echo', parameters: [message: "branch " + n] }
                }
                parallel branches
                """));
        for (int i = 0; i < 10; i++) {
            assertThat(log).contains("branch " + i);
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(REMOTE.running("core.echo")).isEmpty());
    }
}
