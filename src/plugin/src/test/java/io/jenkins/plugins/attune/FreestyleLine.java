package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Queue;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.attune.run.ItemQueues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;

/** Freestyle jobs whose builds go on until a gate is opened, and what they did, in order. */
final class FreestyleLine {
    static final Duration SOON = Duration.ofSeconds(90);

    /** Of the Jenkins that runs at present: builders are found by their class, not by this object. */
    private static final List<String> EVENTS = new CopyOnWriteArrayList<>();

    private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();
    private static volatile boolean over;
    private final JenkinsRule rule;

    FreestyleLine(JenkinsRule rule) throws Exception {
        this.rule = rule;
        rule.jenkins.setNumExecutors(4);
        rule.jenkins.setQuietPeriod(0);
    }

    /** Goes on when the gate of its build is opened; the build has what its item got until then. */
    public static final class Gate extends TestBuilder {
        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws InterruptedException {
            EVENTS.add(build + " runs");
            CountDownLatch gate = opening(build.toString());
            if (!over) {
                gate.await();
            }
            EVENTS.add(build + " ends");
            return true;
        }
    }

    private static CountDownLatch opening(String build) {
        return GATES.computeIfAbsent(build, name -> new CountDownLatch(1));
    }

    CountDownLatch gate(String build) {
        return opening(build);
    }

    List<String> events() {
        return EVENTS;
    }

    static AttuneBuilder noop(String key, int limit) {
        AttuneBuilder step = new AttuneBuilder("core.noop");
        Concurrency concurrency = new Concurrency();
        concurrency.setKey(key);
        concurrency.setLimit(limit);
        step.setConcurrency(concurrency);
        return step;
    }

    FreeStyleProject job(String name, AttuneBuilder... steps) throws Exception {
        FreeStyleProject job = rule.createFreeStyleProject(name);
        job.getBuildersList().addAll(List.of(steps));
        job.getBuildersList().add(new Gate());
        return job;
    }

    QueueTaskFuture<FreeStyleBuild> ask(FreeStyleProject job) {
        return job.scheduleBuild2(0);
    }

    FreeStyleBuild started(FreeStyleProject job) throws Exception {
        return ask(job).getStartCondition().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    void awaitRunning(String build) {
        await().atMost(SOON).until(() -> EVENTS.contains(build + " runs"));
    }

    String awaitWhy(FreeStyleProject job, String part) {
        return await().atMost(SOON).until(() -> why(job), why -> why.contains(part));
    }

    private static String why(FreeStyleProject job) {
        Queue.Item item = job.getQueueItem();
        return item == null ? "" : String.valueOf(item.getWhy());
    }

    /** Ends everything; nothing of it may be left in memory. */
    void end() throws Exception {
        rule.jenkins.getQueue().clear();
        over = true;
        GATES.values().forEach(CountDownLatch::countDown);
        rule.waitUntilNoActivity();
        System.out.println("who runs when: " + EVENTS);
        EVENTS.clear();
        GATES.clear();
        over = false;
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(ItemQueues.items()).isZero();
            assertThat(ItemQueues.keys()).isEmpty();
        });
    }
}
