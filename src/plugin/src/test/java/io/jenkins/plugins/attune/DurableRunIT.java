package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Result;
import hudson.model.Slave;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A run outlives whoever looks at it: the controller, in good order or not, and the agent's process. */
class DurableRunIT {
    private static final Duration BOUND = Fixtures.BOUND;
    private static final String AGENT = "remote";
    private static final String SECRET = "Xy-canary-7391";

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().javaOptions("-Dio.jenkins.plugins.attune.run.BuildRun.returnSeconds=20");

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path directory;

    /** Agents of these tests are killed, and not all come back to what they left. */
    @AfterEach
    void endWhatIsLeft() throws IOException {
        for (long process : Fixtures.processesWith(
                "ATTUNE_EXEC_ID=", Path.of("target", "tmp").toAbsolutePath().toString())) {
            ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
        }
        Fixtures.deletePipes(Path.of("target", "tmp"));
    }

    @Test
    void aRestartOfTheControllerIsNotNoticed() throws Throwable {
        begin();
        jenkins.stopJenkins();
        jenkins.startJenkins();
        Files.createFile(gate());
        finish(false);
    }

    @Test
    void whatHappensWhileTheControllerIsDownIsNotLost() throws Throwable {
        begin();
        jenkins.stopJenkinsForcibly();
        Files.createFile(gate());
        await().atMost(BOUND).until(() -> Fixtures.processesWith("ATTUNE_ACTION=trial.count\0", directory.toString())
                .isEmpty());
        jenkins.startJenkins();
        finish(true);
    }

    @Test
    void theAgentsProcessMayDieAndAnotherTakeItsPlace() throws Throwable {
        begin();
        agents.stop(AGENT);
        Files.createFile(gate());
        agents.start(jenkins, options());
        finish(false);
    }

    @Test
    void anAgentThatDoesNotComeBackIsAReasonToRetry() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(jenkins, options());
        jenkins.runRemotely(DurableRunIT::beginWithRetry);
        agents.stop(AGENT);
        jenkins.runRemotely(DurableRunIT::finishRetry);
    }

    @Test
    void aRunThatWasPickedUpCanBeStopped() throws Throwable {
        begin();
        jenkins.stopJenkins();
        jenkins.startJenkins();
        jenkins.runRemotely(DurableRunIT::interrupt);
        await().atMost(BOUND).until(() -> Fixtures.processesWith("ATTUNE_ACTION=trial.count\0", directory.toString())
                .isEmpty());
    }

    @Test
    void aRunWhoseSecretCannotBeHiddenAnyMoreEndsUnseen() throws Throwable {
        begin();
        jenkins.runRemotely(DurableRunIT::removeCredential);
        jenkins.stopJenkins();
        jenkins.startJenkins();
        jenkins.runRemotely(DurableRunIT::failed);
        await().atMost(BOUND).until(() -> Fixtures.processesWith("ATTUNE_ACTION=trial.count\0", directory.toString())
                .isEmpty());
    }

    private void begin() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(jenkins, options());
        String gate = gate().toString();
        String packs = Fixtures.TEST_PACKS.toAbsolutePath().toString();
        jenkins.runRemotely(DurableRunIT::beginHere, gate, packs);
    }

    private void finish(boolean killed) throws Throwable {
        jenkins.runRemotely(DurableRunIT::finishHere, killed);
    }

    private Path gate() {
        return directory.resolve("gate");
    }

    private InboundAgentExtension.Options options() {
        return InboundAgentExtension.Options.newBuilder().name(AGENT).build();
    }

    private static void beginHere(JenkinsRule rule, String gate, String packs) throws Throwable {
        Fixtures.secretText(rule.jenkins, "token", SECRET);
        WorkflowJob job =
                Fixtures.pipeline(rule, "p", """
                node('remote') {
                  def result = attuneRun action: 'trial.count', packs: 'packs',
                      parameters: [gate: '%s'], credentials: [token: 'token'], env: [TMPDIR: '%s']
                  echo "status ${result.status}, exit ${result.exitCode}, lines ${result.stdout.readLines().size()}"
                }
                """.formatted(gate, Path.of(gate).getParent()));
        Fixtures.packsInWorkspace((Slave) rule.jenkins.getNode(AGENT), job, Path.of(packs));
        rule.waitForMessage("line 50.", Fixtures.started(job));
    }

    private static void finishHere(JenkinsRule rule, boolean killed) throws Throwable {
        WorkflowRun build = build(rule);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
        ConsoleLines.assertNumbered(JenkinsRule.getLog(build), "line", 100, killed);
        assertThat(JenkinsRule.getLog(build).lines())
                .contains("token is ****", "last", "status succeeded, exit 0, lines 101");
        Path stored;
        try (var runs = Files.list(build.getRootDir().toPath().resolve("attune"))) {
            stored = runs.toList().get(0);
        }
        try (var files = Files.list(stored)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
            }
        }
        assertThat(Files.readString(stored.resolve("stdout.000.log")).lines().count())
                .isEqualTo(101);
    }

    private static void interrupt(JenkinsRule rule) throws Throwable {
        WorkflowRun build = build(rule);
        await().atMost(BOUND).until(() -> rule.jenkins.getComputer(AGENT).isOnline());
        build.doStop();
        rule.waitForCompletion(build);
        rule.assertBuildStatus(Result.ABORTED, build);
    }

    private static void removeCredential(JenkinsRule rule) throws Throwable {
        var store = CredentialsProvider.lookupStores(rule.jenkins).iterator().next();
        for (Credentials credential : store.getCredentials(Domain.global())) {
            store.removeCredentials(Domain.global(), credential);
        }
    }

    private static void failed(JenkinsRule rule) throws Throwable {
        WorkflowRun build = build(rule);
        rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(build));
        rule.assertLogContains("the credential 'token'", build);
    }

    private static void beginWithRetry(JenkinsRule rule) throws Throwable {
        WorkflowJob job = Fixtures.pipeline(rule, "p", """
                def tries = 0
                retry(count: 2, conditions: [nonresumable()]) {
                  def label = tries++ == 0 ? 'remote' : 'built-in'
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
        String root = ((Slave) rule.jenkins.getNode(AGENT)).getRemoteFS();
        await().atMost(BOUND).until(() -> !sleeping(root).isEmpty());
    }

    private static void finishRetry(JenkinsRule rule) throws Throwable {
        WorkflowRun build = build(rule);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
        rule.assertLogContains("try at built-in", build);
    }

    private static List<Long> sleeping(String root) throws IOException {
        return Fixtures.processesWith("ATTUNE_ACTION=core.sleep\0", root);
    }

    private static WorkflowRun build(JenkinsRule rule) {
        return rule.jenkins.getItemByFullName("p", WorkflowJob.class).getLastBuild();
    }
}
