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
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.actions.BodyInvocationAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds that run {@code trial.tally}, whose lines are numbered, and what must have become of them. */
final class Tally {
    private static final String SECRET = "Xy-canary-7391";
    private static final Duration BOUND = Fixtures.BOUND;
    private static final Pattern WRITTEN = Pattern.compile("wrote (\\d+) lines");
    private static final int LINES_FOR_AN_ERROR = 10;

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

    /**
     * Waits for the end: the result is right, each line is there once and in order, and the secret nowhere.
     *
     * <p>Where Jenkins itself begins the {@link ConsoleLines#bodies body} of the node again, its {@code attuneRun} is
     * another one, to be as whole as the first. Two runs for one {@code attuneRun} stay a fault.
     */
    static void check(JenkinsRule rule, Moment moment, boolean killed) throws Exception {
        WorkflowRun build = build(rule, moment);
        await().atMost(BOUND).until(() -> !build.isLogUpdated());
        String console = JenkinsRule.getLog(build);
        List<String> bodies = ConsoleLines.bodies(console);
        List<Path> runs = runs(build);
        assertThat(runs).as(console).hasSameSizeAs(bodies);
        if (!killed) {
            assertThat(runs).as(console).hasSize(1);
        }
        boolean goesOn = !ConsoleLines.hasLostNodes(console);
        if (goesOn) {
            rule.assertBuildStatusSuccess(build);
            assertThat(steps(build, "node", true)).as(console).isEqualTo(bodies.size());
            assertThat(steps(build, "attuneRun", false)).as(console).isEqualTo(runs.size());
        }
        for (String body : bodies) {
            int lines = written(body);
            assertThat(body.lines()).contains("token is ****");
            if (goesOn) {
                assertThat(body.lines()).contains("status failed, exit 3, wrote " + lines + " lines");
            }
            ConsoleLines.assertNumbered(body, "line", lines, killed);
            ConsoleLines.assertNumbered(body, "error", lines / LINES_FOR_AN_ERROR, killed);
        }
        for (Path run : runs) {
            String stored = stored(run, "stdout");
            int lines = written(stored);
            ConsoleLines.assertNumbered(stored, "line", lines, false);
            assertThat(stored).endsWith("token is ****\nwrote " + lines + " lines\n");
            ConsoleLines.assertNumbered(stored(run, "stderr"), "error", lines / LINES_FOR_AN_ERROR, false);
        }
        assertThat(new SecretScanner(SECRET).files(build.getRootDir().toPath())).isEmpty();
    }

    private static int written(String output) {
        Matcher written = WRITTEN.matcher(output);
        assertThat(written.find()).as(output).isTrue();
        return Integer.parseInt(written.group(1));
    }

    private static List<Path> runs(WorkflowRun build) throws IOException {
        try (Stream<Path> runs = Files.list(build.getRootDir().toPath().resolve("attune"))) {
            return runs.toList();
        }
    }

    /** How many of a step, or of its bodies, the build's graph has. */
    private static long steps(WorkflowRun build, String function, boolean bodies) {
        return new DepthFirstScanner()
                .allNodes(build.getExecution()).stream()
                        .filter(node -> node instanceof StepNode step
                                && !(node instanceof BlockEndNode)
                                && step.getDescriptor().getFunctionName().equals(function)
                                && node.getAction(BodyInvocationAction.class) != null == bodies)
                        .count();
    }

    private static String stored(Path run, String stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LogPages.of(run, stream).copyTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static WorkflowRun build(JenkinsRule rule, Moment moment) {
        return job(rule, moment).getLastBuild();
    }

    private static WorkflowJob job(JenkinsRule rule, Moment moment) {
        return rule.jenkins.getItemByFullName(moment.job(), WorkflowJob.class);
    }
}
