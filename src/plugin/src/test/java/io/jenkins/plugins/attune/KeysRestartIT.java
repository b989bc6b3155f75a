package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import hudson.model.Slave;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Keys are where the action looks for them after everything but the action has been killed; or the run ends. */
class KeysRestartIT {
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String ADDRESS = "ATTUNE_API_URL=";
    private static final String AGENT = "remote";
    private static final String SECRET = "Xy-canary-of-a-key-8213";
    private static final String ROTATED = "Xy-rotated-canary-8213";

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().javaOptions("-Dio.jenkins.plugins.attune.run.BuildRun.returnSeconds=300");

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path directory;

    @AfterEach
    void endWhatIsLeft() throws IOException {
        for (long process : Fixtures.processesWith(
                "ATTUNE_EXEC_ID=", Path.of("target", "tmp").toAbsolutePath().toString())) {
            ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
        }
        Fixtures.deletePipes(Path.of("target", "tmp"));
    }

    @Test
    void theAddressIsBackWithTheKeysAndTheBlockHasWhatWasWritten() throws Throwable {
        begin();
        agents.stop(AGENT);
        jenkins.stopJenkinsForcibly();
        jenkins.startJenkins();
        jenkins.runRemotely(KeysRestartIT::rotate);
        agents.start(jenkins, options());
        await().atMost(BOUND).until(() -> listens(address()));
        Files.createFile(directory.resolve("gate"));
        jenkins.runRemotely(KeysRestartIT::finish);

        agents.stop(AGENT);
        Files.delete(directory.resolve("gate"));
        agents.start(jenkins, options());
        jenkins.runRemotely(KeysRestartIT::beginAgain);
        agents.stop(AGENT);
        jenkins.runRemotely(KeysRestartIT::removeCredential);
        agents.start(jenkins, options());
        jenkins.runRemotely(KeysRestartIT::notResumable);
        await().atMost(BOUND).until(() -> Fixtures.processesWith("ATTUNE_ACTION=keyed.ask\0", directory.toString())
                .isEmpty());
    }

    private void begin() throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(jenkins, options());
        String packs = Fixtures.TEST_PACKS.toAbsolutePath().toString();
        jenkins.runRemotely(KeysRestartIT::beginHere, directory.toString(), packs);
    }

    private InboundAgentExtension.Options options() {
        return InboundAgentExtension.Options.newBuilder().name(AGENT).build();
    }

    private static void beginHere(JenkinsRule rule, String directory, String packs) throws Throwable {
        Fixtures.secretText(rule.jenkins, "token", SECRET);
        WorkflowJob job = Fixtures.pipeline(rule, "p", """
                node('remote') {
                  attuneKeys {
                    attuneRun action: 'keyed.ask', packs: 'packs', parameters: [calls:
                        [['POST', 'keys', [ref: 'made', value: 'made before']]]]
                    def r = attuneRun action: 'keyed.ask', packs: 'packs', keys: [vault_credentials: 'token'],
                        parameters: [show: true, gate: '%s/gate', calls: [['GET', 'keys/vault_credentials'],
                        ['GET', 'keys/vault_credentials'], ['GET', 'keys/made']]], env: [TMPDIR: '%s']
                    echo "<${r.output}>"
                    r = attuneRun action: 'keyed.ask', packs: 'packs', parameters: [credential_key: 'made']
                    echo "<${r.output}>"
                  }
                }
                """.formatted(directory, directory));
        Fixtures.packsInWorkspace((Slave) rule.jenkins.getNode(AGENT), job, Path.of(packs));
        rule.waitForMessage("asked once", Fixtures.started(job));
        assertNothingIsKeptOpenly(rule, SECRET);
    }

    private static void assertNothingIsKeptOpenly(JenkinsRule rule, String secret) throws IOException {
        assertThat(new SecretScanner(secret)
                        .files(rule.jenkins.getRootDir().toPath().resolve("jobs")))
                .isEmpty();
    }

    private static void rotate(JenkinsRule rule) throws Throwable {
        Fixtures.replaceSecretText(rule.jenkins, "token", ROTATED);
    }

    /** Where the action looks, as its own environment says. */
    private String address() throws IOException {
        long action = Fixtures.processesWith("ATTUNE_ACTION=keyed.ask\0", directory.toString()).stream()
                .findFirst()
                .orElseThrow();
        String environment =
                Files.readString(Path.of("/proc", Long.toString(action), "environ"), StandardCharsets.ISO_8859_1);
        return Stream.of(environment.split("\0"))
                .filter(variable -> variable.startsWith(ADDRESS))
                .map(variable -> variable.substring(ADDRESS.length()))
                .findFirst()
                .orElseThrow();
    }

    /** Somebody answers there who lets nobody in without a name. */
    private static boolean listens(String url) throws InterruptedException {
        URI address = URI.create(url + "/api/v1/keys");
        try {
            return HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == HttpURLConnection.HTTP_UNAUTHORIZED;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void finish(JenkinsRule rule) throws Throwable {
        WorkflowRun build = build(rule);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
        String made = "[200, " + Canaries.sha256("made before").substring(0, 16) + "]";
        rule.assertLogContains(
                "<[[200, " + Canaries.sha256(SECRET).substring(0, 16) + "], [200, "
                        + Canaries.sha256(ROTATED).substring(0, 16) + "], " + made + "]>",
                build);
        rule.assertLogContains("<[" + made + "]>", build);
        rule.assertLogNotContains(SECRET, build);
        rule.assertLogNotContains(ROTATED, build);
        assertNothingIsKeptOpenly(rule, ROTATED);
        // The last of them is let go of when the step has ended, perhaps a moment after the build.
        Path runs = build.getRootDir().toPath().resolve("attune");
        await().atMost(BOUND).ignoreException(UncheckedIOException.class).untilAsserted(() -> {
            try (Stream<Path> files = Files.walk(runs)) {
                assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("keys.sealed");
            }
        });
    }

    private static void beginAgain(JenkinsRule rule) throws Throwable {
        WorkflowJob job = rule.jenkins.getItemByFullName("p", WorkflowJob.class);
        WorkflowRun build = Fixtures.started(job);
        rule.waitForMessage("asked once", build);
    }

    private static void removeCredential(JenkinsRule rule) throws Throwable {
        Fixtures.removeSecretText(rule.jenkins, "token");
    }

    private static void notResumable(JenkinsRule rule) throws Throwable {
        WorkflowRun build = build(rule);
        rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(build));
        rule.assertLogContains("the keys of the run can't be had again: the credential 'token' for key", build);
    }

    private static WorkflowRun build(JenkinsRule rule) {
        return rule.jenkins.getItemByFullName("p", WorkflowJob.class).getLastBuild();
    }
}
