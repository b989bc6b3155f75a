package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.LimitSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Figures of steps on a real agent, compared with what else there is in the same run; no part of the build, since the
 * machine decides them: {@code mvn -Pjenkins verify -Dtest=StepFigures -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@WithJenkins
class StepFigures {
    private static final int SHORT_STEPS = Integer.getInteger("attune.figures.steps", 40);
    private static final int LONG_STEPS = Integer.getInteger("attune.figures.sleeps", 5);
    private static final long FLOOD_BYTES = Long.getLong("attune.figures.bytes", 2L << 30);
    private static final int SLEEP_SECONDS = 7;

    @RegisterExtension
    private static final SharedAgent REMOTE = new SharedAgent();

    private static JenkinsRule rule;

    @BeforeAll
    static void connect(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        REMOTE.connect(jenkins);
    }

    /** The pairs take turns, so that both meet the same machine. */
    @Test
    void latency() throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "latency");
        job.setDefinition(
                new CpsFlowDefinition("""
                def took(kind, beyond, body) {
                  long begun = System.nanoTime()
                  body()
                  echo "TOOK ${kind} ${(System.nanoTime() - begun).intdiv(1000) - beyond * 1000000}"
                }
                node('remote') {
                  for (int i = 0; i < 10; i++) { attuneRun 'core.noop'; sh 'true' }
                  for (int i = 0; i < %d; i++) {
                    took('attuneRun core.noop', 0) { attuneRun 'core.noop' }
                    took("sh 'true'", 0) { sh 'true' }
                  }
                  for (int i = 0; i < %d; i++) {
                    took('attuneRun core.sleep 7', %d) { attuneRun action: 'core.sleep', parameters: [seconds: 7] }
                    took("sh 'sleep 7'", %d) { sh 'sleep 7' }
                  }
                }
                """.formatted(SHORT_STEPS, LONG_STEPS, SLEEP_SECONDS, SLEEP_SECONDS), false));
        String log = JenkinsRule.getLog(rule.buildAndAssertSuccess(job));

        double[] noop = print(log, "attuneRun core.noop");
        double[] empty = print(log, "sh 'true'");
        double[] slept = print(log, "attuneRun core.sleep 7");
        double[] shell = print(log, "sh 'sleep 7'");
        System.out.printf(
                Locale.ROOT, "ratio, nothing to do:  p50 %.1f p95 %.1f%n", empty[0] / noop[0], empty[1] / noop[1]);
        System.out.printf(
                Locale.ROOT, "ratio, beyond a sleep: p50 %.1f p95 %.1f%n", shell[0] / slept[0], shell[1] / slept[1]);
    }

    private static double[] print(String log, String kind) {
        List<Long> micros = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("TOOK " + Pattern.quote(kind) + " (-?\\d+)").matcher(log);
        while (matcher.find()) {
            micros.add(Long.parseLong(matcher.group(1)));
        }
        long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        double p50 = sorted[sorted.length / 2] / 1000.0;
        double p95 = sorted[(int) Math.ceil(sorted.length * 0.95) - 1] / 1000.0;
        System.out.printf(
                Locale.ROOT,
                "%-24s n %d p50 %.1f ms p95 %.1f ms min %.1f ms%n",
                kind,
                sorted.length,
                p50,
                p95,
                sorted[0] / 1000.0);
        return new double[] {p50, p95};
    }

    @ParameterizedTest
    @CsvSource({"lines,1", "lines,2", "zeros,1", "zeros,2", "random,1", "random,2"})
    void flood(String kind, int stream) throws Exception {
        LimitSettings limits = new LimitSettings();
        AttuneConfiguration.get().setLimits(limits);
        String program =
                switch (kind) {
                    case "lines" -> "yes 'a line of some forty characters, as logs have' | head -c " + FLOOD_BYTES;
                    case "zeros" -> "head -c " + FLOOD_BYTES + " /dev/zero";
                    default -> "head -c " + FLOOD_BYTES + " /dev/urandom";
                };
        WorkflowJob job = Fixtures.pipeline(rule, kind + stream, """
                node('remote') {
                  def r = attuneRun action: 'trial.flood', packs: 'packs', timeout: 3600,
                      parameters: [program: '''%s''', stream: %d]
                  echo "RUN ${r.durationMs} ${r.truncated}"
                }
                """.formatted(program, stream));
        Fixtures.packsInWorkspace(REMOTE.agent(), job, Fixtures.TEST_PACKS);
        ProcessLoad agentBefore = REMOTE.agent().getChannel().call(new ProcessLoad.OnAgent());
        ProcessLoad before = ProcessLoad.ofThisProcess();
        double pipe = pipe(program);

        WorkflowRun build = rule.buildAndAssertSuccess(job);

        pipe = (pipe + pipe(program)) / 2;
        ProcessLoad after = ProcessLoad.ofThisProcess();
        ProcessLoad agentAfter = REMOTE.agent().getChannel().call(new ProcessLoad.OnAgent());
        String log = JenkinsRule.getLog(build);
        Matcher run = Pattern.compile("RUN (\\d+) (.*)").matcher(log);
        assertThat(run.find()).isTrue();
        double seconds = Long.parseLong(run.group(1)) / 1000.0;
        System.out.printf(
                Locale.ROOT,
                "%d bytes of %s on %d: %.2f s, pipe to cat %.2f s, ratio %.2f; heap grew by %,d controller, %,d agent;"
                        + " stored %,d; console %,d; last line there: %s%n",
                FLOOD_BYTES,
                kind,
                stream,
                seconds,
                pipe,
                pipe / seconds,
                after.heapBytes() - before.heapBytes(),
                agentAfter.heapBytes() - agentBefore.heapBytes(),
                Arrays.stream(build.getRootDir()
                                .toPath()
                                .resolve("attune")
                                .toFile()
                                .listFiles())
                        .flatMap(directory -> Arrays.stream(directory.listFiles()))
                        .mapToLong(file -> file.length())
                        .sum(),
                log.length(),
                log.contains("the very last line"));
        log.lines().filter(line -> line.startsWith("[attune]")).forEach(System.out::println);
    }

    private static double pipe(String program) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = new ProcessBuilder("sh", "-c", "{ " + program + "; } | cat >/dev/null").start();
        assertThat(process.waitFor()).isZero();
        return Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
    }
}
