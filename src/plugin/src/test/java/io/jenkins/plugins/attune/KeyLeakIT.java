package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.KeySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Keys reach the action to the byte, those it makes reach the next one and a credential, and none is anywhere else: in no
 * environment and no argument list while it is held, and afterwards in no file.
 */
@WithJenkins
class KeyLeakIT {
    /** Looks at the whole machine while an action holds its keys. */
    private static final int SAMPLES = 5;

    private static final Duration BOUND = Duration.ofSeconds(90);

    @RegisterExtension
    private static final SharedAgent REMOTE = new SharedAgent();

    @TempDir
    private Path outside;

    @Test
    void keysAreNowhereButInTheActionsThatAskForThem(JenkinsRule rule) throws Exception {
        REMOTE.connect(rule);
        Canaries canaries = Canaries.random();
        String made = "made of " + new StringBuilder(canaries.tricky()).reverse();
        Fixtures.secretText(rule.jenkins, "tricky", canaries.tricky());
        Fixtures.secretText(rule.jenkins, "large", canaries.large());
        Fixtures.secretText(rule.jenkins, "sink", "before");
        KeySettings settings = new KeySettings();
        settings.setWritable("sink");
        AttuneConfiguration.get().setKeys(settings);
        WorkflowJob job = Fixtures.pipeline(rule, "p", script());
        Fixtures.packsInWorkspace(REMOTE.agent(), job, Fixtures.TEST_PACKS);
        Path workspace = Path.of(REMOTE.agent().getWorkspaceFor(job).getRemote());
        LeakPlaces places = LeakPlaces.of(rule.jenkins.getRootDir().toPath(), REMOTE.root(), outside);
        SecretScanner scanner = new SecretScanner(canaries.tricky(), canaries.large(), made);

        WorkflowRun build;
        int samples;
        try (FinestLog log = new FinestLog(outside.resolve("finest.log"));
                SecretSampler sampler = new SecretSampler(canaries.tricky(), canaries.large(), made)) {
            build = Fixtures.started(job);
            for (String run : List.of("first", "second", "third")) {
                WorkflowRun going = build;
                await().atMost(BOUND).until(() -> {
                    String shown = JenkinsRule.getLog(going);
                    assertThat(going.isLogUpdated()).as(shown).isTrue();
                    return shown.indexOf("holding", shown.indexOf("next is " + run)) > 0 && shown.contains(run);
                });
                sampler.awaitSamples(SAMPLES);
                // Also in what a pipeline saves while the block has a key.
                assertThat(scanner.files(rule.jenkins.getRootDir().toPath().resolve("jobs")))
                        .isEmpty();
                Files.createFile(outside.resolve(run));
            }
            rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
            sampler.awaitSamples(1);
            samples = sampler.samples();
            assertThat(sampler.places()).isEmpty();
            assertThat(sampler.hits()).isZero();
        }
        String hashes = "[tricky:" + Canaries.sha256(canaries.tricky()) + ", large:" + Canaries.sha256(canaries.large())
                + ", made:" + Canaries.sha256(made) + "]";
        for (String run : List.of("first", "second", "third")) {
            rule.assertLogContains(run + " got " + hashes, build);
        }

        assertThat(places.found(scanner)).isEmpty();
        assertThat(Files.readString(outside.resolve("finest.log"))).contains("io.jenkins.plugins.attune");
        System.out.println("3 runs with keys, " + samples + " samples of all processes, " + scanner.searched()
                + " files searched, 0 hits");
        places.provePlantedOnesAreFound(
                build.getRootDir().toPath(),
                workspace,
                Path.of(workspace + "@tmp").resolve("attune"));
    }

    /** The key is made and kept, found in the block, and found in its credential after it. */
    private String script() {
        return """
                node('remote') {
                  def result
                  attuneKeys {
                    echo 'next is first'
                    result = attuneRun action: 'leak.keyed', packs: 'packs', parameters: [gate: '%1$s/first', make: true],
                        keys: [tricky: 'tricky', large: 'large'], writeKeys: [sink: 'sink']
                    echo "first got ${result.output}"
                    echo 'next is second'
                    result = attuneRun action: 'leak.keyed', packs: 'packs', parameters: [gate: '%1$s/second'],
                        keys: [tricky: 'tricky', large: 'large']
                    echo "second got ${result.output}"
                  }
                  echo 'next is third'
                  result = attuneRun action: 'leak.keyed', packs: 'packs', parameters: [gate: '%1$s/third'],
                      keys: [tricky: 'tricky', large: 'large', made: 'sink']
                  writeFile file: 'third.txt', text: result.toString()
                  echo "third got ${result.output}"
                }
                """.formatted(outside);
    }
}
