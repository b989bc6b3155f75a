package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Secrets reach the action to the byte, in every delivery, format and language, and are nowhere else: in no environment
 * and no argument list while they are held, and afterwards in no file.
 */
@WithJenkins
class LeakSuiteIT {
    /** Looks at the whole machine while an action holds its secrets. */
    private static final int SAMPLES = 5;

    private static final Duration BOUND = Duration.ofMinutes(1);

    @RegisterExtension
    private static final SharedAgent REMOTE = new SharedAgent();

    @TempDir
    private Path outside;

    @Test
    void secretsAreNowhereInWhateverWayTheyAreDelivered(JenkinsRule rule) throws Exception {
        REMOTE.connect(rule);
        Canaries canaries = Canaries.random();
        Fixtures.secretText(rule.jenkins, "tricky", canaries.tricky());
        Fixtures.secretText(rule.jenkins, "large", canaries.large());
        WorkflowJob job = Fixtures.pipeline(rule, "p", script());
        Fixtures.packsInWorkspace(REMOTE.agent(), job, Fixtures.TEST_PACKS);
        Path workspace = Path.of(REMOTE.agent().getWorkspaceFor(job).getRemote());
        LeakPack.writeActions(workspace.resolve("packs"));
        LeakPlaces places = LeakPlaces.of(rule.jenkins.getRootDir().toPath(), REMOTE.root(), outside);

        WorkflowRun build;
        int samples;
        try (FinestLog log = new FinestLog(outside.resolve("finest.log"));
                SecretSampler sampler = canaries.sampler()) {
            build = Fixtures.started(job);
            for (LeakPack.Way way : LeakPack.ways()) {
                rule.waitForMessage("next is " + way.action(), build);
                awaitHolding(build, way);
                sampler.awaitSamples(SAMPLES);
                Files.createFile(gate(way));
            }
            rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
            sampler.awaitSamples(1);
            samples = sampler.samples();
            assertThat(sampler.places()).isEmpty();
            assertThat(sampler.hits()).isZero();
        }
        String hashes =
                "[tricky:" + Canaries.sha256(canaries.tricky()) + ", large:" + Canaries.sha256(canaries.large()) + "]";
        for (LeakPack.Way way : LeakPack.ways()) {
            rule.assertLogContains(way.action() + " got " + hashes, build);
        }

        SecretScanner scanner = canaries.scanner();
        assertThat(places.found(scanner)).isEmpty();
        assertThat(Files.readString(outside.resolve("finest.log"))).contains("io.jenkins.plugins.attune");
        System.out.println(LeakPack.ways().size() + " ways, " + samples + " samples of all processes, "
                + scanner.searched() + " files searched, 0 hits");
        places.provePlantedOnesAreFound(
                build.getRootDir().toPath(),
                workspace,
                Path.of(workspace + "@tmp").resolve("attune"));
    }

    private static void awaitHolding(WorkflowRun build, LeakPack.Way way) throws Exception {
        await().atMost(BOUND).until(() -> {
            String log = JenkinsRule.getLog(build);
            assertThat(build.isLogUpdated()).as(log).isTrue();
            return log.indexOf("holding", log.indexOf("next is " + way.action())) > 0;
        });
    }

    private Path gate(LeakPack.Way way) {
        return outside.resolve(way.action());
    }

    private String script() {
        List<LeakPack.Way> ways = LeakPack.ways();
        String runs = ways.stream()
                .map(way -> """
                          echo 'next is %s'
                          result = attuneRun action: 'leak.%s', parameters: [gate: '%s'], packs: 'packs',
                              credentials: [tricky: 'tricky', large: 'large']
                          writeFile file: '%s.txt', text: result.toString()
                          echo "%s got ${result.output}"
                        """.formatted(way.action(), way.action(), gate(way), way.action(), way.action()))
                .collect(Collectors.joining());
        return "node('remote') {\n  def result\n" + runs + "}";
    }

    @Test
    void aSecretInALogIsFound() throws Exception {
        String planted = "planted in a log " + Canaries.random().tricky();
        LeakPlaces places = LeakPlaces.of(outside);
        Path file = outside.resolve("finest.log");
        try (FinestLog log = new FinestLog(file)) {
            Logger.getLogger("io.jenkins.plugins.attune.run.Planted").finest(planted);
        }
        assertThat(places.found(new SecretScanner(planted))).containsExactly(file);
    }
}
