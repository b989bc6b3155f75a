package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who ran what with which credentials can be read afterwards, and nothing that was secret. */
@WithJenkins
class AuditIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    private static List<JsonNode> entries(JenkinsRule rule, int count) {
        Path log = rule.jenkins.getRootDir().toPath().resolve("logs/attune/audit.0.log");
        List<JsonNode> entries = new ArrayList<>();
        await().atMost(SOON)
                .ignoreException(java.nio.file.NoSuchFileException.class)
                .untilAsserted(() -> {
                    entries.clear();
                    entries.addAll(read(log));
                    assertThat(entries).hasSize(count);
                });
        return entries;
    }

    private static List<JsonNode> read(Path log) throws IOException {
        List<JsonNode> entries = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            entries.add(new JsonMapper().readTree(line));
        }
        return entries;
    }

    @Test
    void aRunLeavesOneLine(JenkinsRule rule) throws Exception {
        String secret = "the-audited-secret";
        Fixtures.secretText(rule.jenkins, "audited", secret);
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        WorkflowJob job = Fixtures.pipeline(rule, "audit", """
                node('built-in') {
                  attuneRun action: 'trial.blab', packs: 'packs', credentials: [token: 'audited']
                }
                """);
        Fixtures.packsInWorkspace(rule.jenkins, job, Fixtures.TEST_PACKS);
        WorkflowRun build;
        try (ACLContext ignored = ACL.as2(User.getById("ada", true).impersonate2())) {
            build = job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause()))
                    .get();
        }
        rule.assertBuildStatusSuccess(build);

        JsonNode entry = entries(rule, 1).get(0);
        assertThat(entry.path("startedBy").textValue()).isEqualTo("ada");
        assertThat(entry.path("runsAs").textValue()).isEqualTo("SYSTEM");
        assertThat(entry.path("job").textValue()).isEqualTo("audit");
        assertThat(entry.path("build").intValue()).isEqualTo(1);
        assertThat(entry.path("action").textValue()).isEqualTo("trial.blab");
        assertThat(entry.path("pack").textValue()).isEqualTo("trial");
        assertThat(entry.path("packVersion").textValue()).isNotBlank();
        assertThat(entry.path("packSha256").textValue()).hasSize(64);
        assertThat(entry.path("node").textValue()).isEmpty();
        assertThat(entry.path("credentials")).extracting(JsonNode::textValue).containsExactly("audited");
        assertThat(entry.path("status").textValue()).isEqualTo("succeeded");
        assertThat(entry.path("exitCode").intValue()).isZero();
        assertThat(entry.path("durationMs").longValue()).isPositive();
        assertThat(entry.path("totalMs").longValue())
                .isGreaterThanOrEqualTo(entry.path("durationMs").longValue());
        assertThat(new SecretScanner(secret)
                        .files(rule.jenkins.getRootDir().toPath().resolve("logs")))
                .isEmpty();
    }

    @Test
    void whatWasRefusedOrFailedIsThereToo(JenkinsRule rule) throws Exception {
        WorkflowJob job = Fixtures.pipeline(rule, "refused", """
                node('built-in') {
                  try { attuneRun action: 'core.echo', credentials: [message: 'absent'] } catch (Exception e) {}
                  attuneRun action: 'core.fail', parameters: [exit_code: 3], returnStatus: true
                }
                """);
        rule.buildAndAssertSuccess(job);
        FreeStyleProject free = rule.createFreeStyleProject("free");
        free.getBuildersList().add(new AttuneBuilder("core.noop"));
        rule.buildAndAssertSuccess(free);

        List<JsonNode> entries = entries(rule, 3);
        assertThat(entries)
                .extracting(entry -> entry.path("job").textValue()
                        + " " + entry.path("action").textValue()
                        + " " + entry.path("status").textValue()
                        + " " + entry.path("reason").asText()
                        + " " + entry.path("exitCode").asText())
                .containsExactly(
                        "refused core.echo refused invalid_parameters ",
                        "refused core.fail failed  3",
                        "free core.noop succeeded  0");
        assertThat(entries.get(0).path("credentials")).isEmpty();
    }
}
