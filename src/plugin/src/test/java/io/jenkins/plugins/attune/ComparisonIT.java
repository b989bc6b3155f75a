package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * The same work done with {@code attuneRun} and with {@code withCredentials} and {@code sh}, and how often the same sampler
 * sees the secret: without the second, the nothing of the first would prove little.
 */
@WithJenkins
class ComparisonIT {
    /** Looks at the whole machine while the script holds the secret. */
    private static final int SAMPLES = 20;

    private static final String BOUND =
            "withCredentials([string(credentialsId: 'canary', variable: 'TOKEN')]) { sh %s }";

    /** The script's wait is the same in all three: until a file is there. */
    private static final String WAIT = "echo holding; while [ ! -e %s ]; do sleep 0.05; done";

    @RegisterExtension
    private static final SharedAgent REMOTE = new SharedAgent();

    @TempDir
    private Path outside;

    private record Seen(int samples, int hits, String places) {}

    @Test
    void theSecretIsSeenWithEnvironmentsAndNotWithAttune(JenkinsRule rule) throws Exception {
        REMOTE.connect(rule);
        Seen attune = seen(
                rule,
                "attune",
                "attuneRun action: 'trial.hold', parameters: [file: '%s'], credentials: [token: 'canary'], packs: 'packs'");
        Seen environment = seen(rule, "environment", BOUND.formatted("'" + WAIT + "'"));
        Seen argument = seen(
                rule,
                "argument",
                BOUND.formatted("'sh -c \"" + WAIT.replace("echo holding", "echo holding >&2") + "\" sh \"$TOKEN\"'"));
        System.out.println("| way | samples | with the secret | places |");
        row("attuneRun", attune);
        row("withCredentials + sh", environment);
        row("withCredentials + sh, as an argument", argument);

        assertThat(attune.samples()).isGreaterThanOrEqualTo(SAMPLES);
        assertThat(attune.hits()).isZero();
        assertThat(environment.hits()).isGreaterThanOrEqualTo(SAMPLES);
        assertThat(environment.places()).contains("environ").contains("ps");
        assertThat(argument.places()).contains("cmdline").contains("environ").contains("ps");
    }

    private static void row(String way, Seen seen) {
        System.out.println("| " + way + " | " + seen.samples() + " | " + seen.hits() + " | " + seen.places() + " |");
    }

    private Seen seen(JenkinsRule rule, String name, String body) throws Exception {
        String canary = "canary-" + UUID.randomUUID();
        Path release = outside.resolve(name);
        WorkflowJob job = Fixtures.pipeline(rule, name, "node('remote') {\n" + body.formatted(release) + "\n}");
        Fixtures.replaceSecretText(rule.jenkins, "canary", canary);
        Fixtures.packsInWorkspace(REMOTE.agent(), job, Fixtures.TEST_PACKS);
        try (SecretSampler sampler = new SecretSampler(canary)) {
            WorkflowRun build = Fixtures.started(job);
            rule.waitForMessage("holding", build);
            sampler.awaitSamples(SAMPLES);
            Files.createFile(release);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
            sampler.awaitSamples(1);
            return new Seen(sampler.samples(), sampler.hits(), String.join(" ", sampler.places()));
        }
    }
}
