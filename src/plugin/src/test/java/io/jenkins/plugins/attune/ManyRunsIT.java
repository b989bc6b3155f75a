package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Slave;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.ConcurrencySettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * What many runs at once on one agent cost it and the controller, each a process of its own; {@code -Dattune.load=200}
 * says how many.
 */
class ManyRunsIT {
    private static final int RUNS = Integer.getInteger("attune.load", 20);
    private static final int FEW_RUNS = 3;
    private static final Duration BOUND = Duration.ofMinutes(5);
    private static final String AGENT = "remote";

    /** Threads that are Jenkins' own come and go. */
    private static final int FEW_THREADS = 15;

    private static final int FEW_HANDLES = 10;
    private static final long SMALL_BYTES = 16L << 20;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().javaOptions("-Dattune.load=" + RUNS);

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path directory;

    @AfterEach
    void endWhatIsLeft() throws IOException {
        for (long process : Fixtures.processesWith("ATTUNE_ACTION=trial.block\0", directory.toString())) {
            ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
        }
        Fixtures.deletePipes(Path.of("target", "tmp"));
    }

    @Test
    void leaveNothingBehindThem() throws Throwable {
        Path gate = directory.resolve("gate");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor())
                .isZero();
        jenkins.startJenkins();
        agents.createAgent(jenkins, AGENT);
        String packs = Fixtures.TEST_PACKS.toAbsolutePath().toString();
        jenkins.runRemotely(ManyRunsIT::compare, packs, gate.toString());
    }

    private static void compare(JenkinsRule rule, String packs, String gate) throws Throwable {
        ConcurrencySettings anyNumber = new ConcurrencySettings();
        anyNumber.setPerUser(null);
        AttuneConfiguration.get().setConcurrency(anyNumber);
        // Classes are loaded and caches filled once.
        WorkflowRun few = started(rule, FEW_RUNS, packs, gate);
        awaitBlocked(few, FEW_RUNS);
        open(few, gate);
        rule.assertBuildStatusSuccess(few);

        Table before = Table.now(rule, "before");
        WorkflowRun build = started(rule, RUNS, packs, gate);
        awaitBlocked(build, RUNS);
        Table.now(rule, "during");
        open(build, gate);
        rule.assertBuildStatusSuccess(build);
        await().atMost(BOUND).pollInterval(Duration.ofSeconds(5)).untilAsserted(() -> {
            Table after = Table.now(rule, "after");
            assertBack(before.controller, after.controller);
            assertBack(before.agent, after.agent);
        });
    }

    private static WorkflowRun started(JenkinsRule rule, int runs, String packs, String gate) throws Exception {
        WorkflowJob job = Fixtures.pipeline(
                rule, "p" + runs, """
                node('%s') {
                  def branches = [:]
                  for (int i = 0; i < %d; i++) {
                    branches["b" + i] = {
                      attuneRun action: 'trial.block', packs: 'packs', parameters: [gate: '%s'], env: [TMPDIR: '%s']
                    }
                  }
                  parallel branches
                }
                """.formatted(AGENT, runs, gate, Path.of(gate).getParent()));
        Fixtures.packsInWorkspace((Slave) rule.jenkins.getNode(AGENT), job, Path.of(packs));
        return Fixtures.started(job);
    }

    private static void awaitBlocked(WorkflowRun build, int runs) {
        await().atMost(BOUND)
                .until(() -> JenkinsRule.getLog(build)
                                .lines()
                                .filter(line -> line.endsWith("blocked"))
                                .count()
                        == runs);
    }

    /** Whoever opens the FIFO a moment later than the others gets another chance. */
    private static void open(WorkflowRun build, String gate) {
        await().atMost(BOUND).until(() -> {
            new RandomAccessFile(gate, "rw").close();
            return !build.isLogUpdated();
        });
    }

    private static void assertBack(ProcessLoad before, ProcessLoad after) {
        assertThat(after.threads()).isLessThan(before.threads() + FEW_THREADS);
        assertThat(after.fileHandles()).isLessThan(before.fileHandles() + FEW_HANDLES);
        assertThat(after.heapBytes()).isLessThan(before.heapBytes() + SMALL_BYTES);
    }

    private record Table(ProcessLoad controller, ProcessLoad agent) {
        static Table now(JenkinsRule rule, String when) throws Exception {
            ProcessLoad agent = rule.jenkins.getComputer(AGENT).getChannel().call(new ProcessLoad.OnAgent());
            Table now = new Table(ProcessLoad.ofThisProcess(), agent);
            System.out.printf("%d runs, %-6s controller %s; agent %s%n", RUNS, when, now.controller, now.agent);
            return now;
        }
    }
}
