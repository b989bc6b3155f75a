package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A secret reaches the action, and is nowhere else, while it runs and afterwards. */
@WithJenkins
class SecretLeakIT {
    @RegisterExtension
    private static final SharedAgent REMOTE = new SharedAgent();

    @TempDir
    private Path outside;

    @Test
    void aSecretIsNowhereButInTheAction(JenkinsRule rule) throws Exception {
        REMOTE.connect(rule);
        Instant before = Instant.now();
        String canary = "canary/" + UUID.randomUUID() + "\"+ü";
        SecretScanner scanner = new SecretScanner(canary);
        Fixtures.secretText(rule.jenkins, "canary", canary);
        Path release = outside.resolve("release");
        WorkflowJob job = Fixtures.pipeline(rule, "p", """
                node('remote') {
                  def r = attuneRun action: 'trial.hold', parameters: [file: '%s'], credentials: [token: 'canary'],
                      packs: 'packs'
                  echo "sha256 ${r.output.sha256}"
                  writeFile file: 'result.txt', text: r.toString()
                }
                """.formatted(release));
        Fixtures.packsInWorkspace(REMOTE.agent(), job, Fixtures.TEST_PACKS);

        try (FinestLog log = new FinestLog(outside.resolve("finest.log"))) {
            WorkflowRun build = Fixtures.started(job);
            rule.waitForMessage("holding", build);
            assertThat(scanner.processes()).isEmpty();
            assertThat(scanner.files(REMOTE.root())).isEmpty();
            assertThat(scanner.files(job.getRootDir().toPath())).isEmpty();
            Files.createFile(release);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
            rule.assertLogContains("sha256 " + sha256(canary), build);
        }

        assertThat(scanner.processes()).isEmpty();
        assertThat(scanner.files(REMOTE.root())).isEmpty();
        assertThat(scanner.files(rule.jenkins.getRootDir().toPath())).isEmpty();
        assertThat(scanner.files(outside)).isEmpty();
        assertThat(scanner.files(Path.of(System.getProperty("java.io.tmpdir")), before))
                .isEmpty();
        assertThat(scanner.files(Path.of("/tmp"), before)).isEmpty();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
