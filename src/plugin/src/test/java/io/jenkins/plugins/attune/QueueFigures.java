package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jenkins.plugins.lockableresources.LockableResourcesManager;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Builds that pass through {@code attuneQueue}, compared with {@code lock} in the same run; no part of the build, since
 * the machine decides it: {@code mvn -Pjenkins verify -Dtest=QueueFigures -Dsurefire.failIfNoSpecifiedTests=false}.
 *
 * <p>{@code attune.figures.builds} is how many pass at limit 1; a fifth of them do at limit 5 and at limit 10.
 */
@WithJenkins
public class QueueFigures {
    private static final int BUILDS = Integer.getInteger("attune.figures.builds", 1000);
    private static final int WARM_UP = Integer.getInteger("attune.figures.warmup", 50);

    /** Scripts reach them by name. */
    private static final Map<String, Handoffs.Log> LOGS = new ConcurrentHashMap<>();

    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        run("attuneQueue", WARM_UP, 1, "warm-up-attune");
        run("lock", WARM_UP, 1, "warm-up-lock");
    }

    /** For the scripts. */
    public static Handoffs.Log log(String job) {
        return LOGS.get(job);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "5,5", "5,10"})
    void handOff(int part, int limit) throws Exception {
        int builds = BUILDS / part;
        Handoffs attune = run("attuneQueue", builds, limit, "attune-" + limit);
        Handoffs lock = run("lock", builds, limit, "lock-" + limit);
        System.out.printf(
                Locale.ROOT,
                "lock / attuneQueue: all %.1f, p50 %.1f, p95 %.1f, max %.1f%n",
                lock.seconds() / attune.seconds(),
                lock.at(0.5) / attune.at(0.5),
                lock.at(0.95) / attune.at(0.95),
                lock.at(1) / attune.at(1));
        assertThat(attune.most()).isEqualTo(limit);
        assertThat(attune.outOfOrder()).isZero();
    }

    private static Handoffs run(String kind, int builds, int limit, String name) throws Exception {
        String block = kind + "(name: '" + name + "', limit: " + limit + ")";
        if (kind.equals("lock")) {
            for (int i = 0; i < limit; i++) {
                LockableResourcesManager.get().createResourceWithLabel(name + "-" + i, name);
            }
            block = "lock(label: '" + name + "', quantity: 1)";
        }
        WorkflowJob job = rule.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition("""
                int number = env.BUILD_NUMBER as int
                io.jenkins.plugins.attune.QueueFigures.log(env.JOB_NAME).ask(number)
                %s {
                  io.jenkins.plugins.attune.QueueFigures.log(env.JOB_NAME).begin(number)
                  if (number <= %d) {
                    waitUntil(quiet: true, initialRecurrencePeriod: 100) {
                      io.jenkins.plugins.attune.QueueFigures.log(env.JOB_NAME).isOpen()
                    }
                  }
                  io.jenkins.plugins.attune.QueueFigures.log(env.JOB_NAME).end()
                }
                """.formatted(block, limit), false));
        Handoffs.Log log = new Handoffs.Log(builds);
        LOGS.put(name, log);
        for (int i = 0; i < builds; i++) {
            job.scheduleBuild2(0);
            log.awaitAsked();
        }
        rule.waitForMessage(kind.equals("lock") ? "waiting" : "waits", job.getLastBuild());
        double before = cpuSeconds();
        log.open();
        log.awaitEnd();
        Handoffs figures = new Handoffs(kind, builds, limit, log);
        System.out.println(Handoffs.head());
        System.out.println(figures.row(cpuSeconds() - before));
        rule.waitUntilNoActivity();
        job.delete();
        return figures;
    }

    private static double cpuSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }
}
