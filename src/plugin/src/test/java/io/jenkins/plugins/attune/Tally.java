package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Slave;
import io.jenkins.plugins.attune.engine.log.LogPages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds that run {@code trial.tally}, whose lines are numbered, and what must have become of them. */
final class Tally {
    /** Jenkins' own end of a build whose nodes it was killed over; what a run told is whole even so, and is checked. */
    private static final String NODES_LOST = "Cannot load build steps because FlowNode";

    private static final String SECRET = "Xy-canary-7391";
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Pattern WRITTEN = Pattern.compile("wrote (\\d+) lines");
    private static final int LINES_FOR_AN_ERROR = 10;

    /** Lines shown before and after one that is not expected. */
    private static final int AROUND = 6;

    private Tally() {}

    /** Makes the jobs, one for each moment, that run on the agent. */
    static void prepare(JenkinsRule rule, String agent, String packs) throws Exception {
        Fixtures.secretText(rule.jenkins, "token", SECRET);
        for (Moment moment : Moment.values()) {
            WorkflowJob job = rule.createProject(WorkflowJob.class, moment.job());
            Fixtures.packsInWorkspace((Slave) rule.jenkins.getNode(agent), job, Path.of(packs));
        }
    }

    /** Starts a build at each moment; each comes to its end when the file named like its job is there. */
    static void begin(JenkinsRule rule, String agent, String gates) throws Exception {
        for (Moment moment : Moment.values()) {
            WorkflowJob job = job(rule, moment);
            job.setDefinition(
                    new CpsFlowDefinition("""
                    node('%s') {
                      def result = attuneRun action: 'trial.tally', packs: 'packs', returnStatus: true,
                          parameters: [gate: '%s/%s', silent: %s], credentials: [token: 'token']
                      echo "status ${result.status}, exit ${result.exitCode}, ${result.stdout.readLines().last()}"
                    }
                    """.formatted(agent, gates, moment.job(), moment != Moment.OUTPUT), true));
            Fixtures.started(job);
        }
        for (Moment moment : Moment.values()) {
            rule.waitForMessage("line 50.", build(rule, moment));
        }
    }

    /** Waits for the end: the result is right, each line is there once and in order, and the secret nowhere. */
    static void check(JenkinsRule rule, Moment moment) throws Exception {
        WorkflowRun build = build(rule, moment);
        await().atMost(BOUND).until(() -> !build.isLogUpdated());
        String console = JenkinsRule.getLog(build);
        if (!console.contains(NODES_LOST)) {
            rule.assertBuildStatusSuccess(build);
        }
        Matcher written = WRITTEN.matcher(console);
        assertThat(written.find()).isTrue();
        int lines = Integer.parseInt(written.group(1));
        assertThat(console.lines()).contains("token is ****", "status failed, exit 3, wrote " + lines + " lines");
        assertNumbered(console, "line", lines);
        assertNumbered(console, "error", lines / LINES_FOR_AN_ERROR);

        Path directory = build.getRootDir().toPath();
        Path run;
        try (var runs = Files.list(directory.resolve("attune"))) {
            run = runs.toList().get(0);
        }
        String stored = stored(run, "stdout");
        assertNumbered(stored, "line", lines);
        assertThat(stored).endsWith("token is ****\nwrote " + lines + " lines\n");
        assertNumbered(stored(run, "stderr"), "error", lines / LINES_FOR_AN_ERROR);
        assertThat(new SecretScanner(SECRET).files(directory)).isEmpty();
    }

    private static String stored(Path run, String stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LogPages.of(run, stream).copyTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void assertNumbered(String text, String word, int last) {
        List<String> lines = text.lines().toList();
        int next = 1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(word + " ")) {
                assertThat(lines.get(i))
                        .as("in %s", lines.subList(Math.max(0, i - AROUND), Math.min(lines.size(), i + AROUND)))
                        .isEqualTo(word + " " + next + ".");
                next++;
            }
        }
        assertThat(next - 1).as("lines of %s", word).isEqualTo(last);
    }

    private static WorkflowRun build(JenkinsRule rule, Moment moment) {
        return job(rule, moment).getLastBuild();
    }

    private static WorkflowJob job(JenkinsRule rule, Moment moment) {
        return rule.jenkins.getItemByFullName(moment.job(), WorkflowJob.class);
    }
}
