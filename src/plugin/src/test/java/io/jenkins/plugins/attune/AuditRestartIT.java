package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A run that goes on over a restart of the controller leaves one line in the audit log, and that is complete. */
class AuditRestartIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @TempDir
    private Path directory;

    @Test
    void aRunOverARestartLeavesOneLine() throws Throwable {
        String gate = directory.resolve("gate").toString();
        jenkins.startJenkins();
        String packs = Fixtures.TEST_PACKS.toAbsolutePath().toString();
        jenkins.runRemotely(AuditRestartIT::begin, gate, packs);
        jenkins.stopJenkins();
        jenkins.startJenkins();
        Files.createFile(Path.of(gate));
        jenkins.runRemotely(AuditRestartIT::finish);
    }

    private static void begin(JenkinsRule rule, String gate, String packs) throws Throwable {
        Fixtures.secretText(rule.jenkins, "kept-id", "the-kept-secret");
        WorkflowJob job = Fixtures.pipeline(rule, "p", """
                node {
                  attuneRun action: 'trial.hold', packs: 'packs', parameters: [file: '%s'], credentials: [token: 'kept-id']
                }
                """.formatted(gate));
        Fixtures.packsInWorkspace(rule.jenkins, job, Path.of(packs));
        rule.waitForMessage("holding", Fixtures.started(job));
    }

    private static void finish(JenkinsRule rule) throws Throwable {
        rule.assertBuildStatusSuccess(rule.waitForCompletion(
                rule.jenkins.getItemByFullName("p", WorkflowJob.class).getLastBuild()));
        Path log = rule.jenkins.getRootDir().toPath().resolve("logs/attune/audit.0.log");
        await().atMost(SOON).until(() -> Files.exists(log) && Files.size(log) > 0);
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).hasSize(1);
        JsonNode entry = new JsonMapper().readTree(lines.get(0));
        assertThat(entry.path("action").textValue()).isEqualTo("trial.hold");
        assertThat(entry.path("runsAs").textValue()).isEqualTo("SYSTEM");
        assertThat(entry.path("packVersion").textValue()).isNotBlank();
        assertThat(entry.path("packSha256").textValue()).hasSize(64);
        assertThat(entry.path("credentials")).extracting(JsonNode::textValue).containsExactly("kept-id");
        assertThat(entry.path("status").textValue()).isEqualTo("succeeded");
        assertThat(entry.path("totalMs").longValue())
                .isGreaterThanOrEqualTo(entry.path("durationMs").longValue());
    }
}
