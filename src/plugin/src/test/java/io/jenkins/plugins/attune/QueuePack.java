package io.jenkins.plugins.attune;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.ConcurrencySettings;
import io.jenkins.plugins.attune.config.PolicySettings;
import io.jenkins.plugins.attune.config.QueuePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Runs of the pack for queues: each notes its start in a file, and may wait for a gate. */
final class QueuePack {
    private final JenkinsRule rule;
    private final Path directory;

    QueuePack(JenkinsRule rule, Path directory) {
        this.rule = rule;
        this.directory = directory;
    }

    /** A job with the pack in its workspace; {@code action} stands for the call without its brackets. */
    WorkflowJob job(String name, String script) throws Exception {
        WorkflowJob job = Fixtures.pipeline(rule, name, "node { " + script + " }");
        Fixtures.packsInWorkspace(rule.jenkins, job, Fixtures.TEST_PACKS.resolve("queue_trial"));
        return job;
    }

    /** A call that notes its mark and waits for the gate of that name. */
    String held(String action, String mark, String more) {
        return "attuneRun action: 'queue_trial.%s', packs: 'packs', parameters: [order: '%s', mark: '%s', gate: '%s']%s"
                .formatted(action, order(), mark, gate(mark), more.isEmpty() ? "" : ", " + more);
    }

    Path order() {
        return directory.resolve("order");
    }

    private Path gate(String mark) {
        return directory.resolve("gate-" + mark);
    }

    void open(String mark) throws IOException {
        Files.createFile(gate(mark));
    }

    /** Who has started, in order. */
    List<String> started() throws IOException {
        return Files.exists(order()) ? Files.readAllLines(order()) : List.of();
    }

    void awaitStarted(int runs) {
        await().atMost(Fixtures.BOUND).until(() -> started().size() >= runs);
    }

    WorkflowRun waiting(WorkflowJob job) throws Exception {
        WorkflowRun build = Fixtures.started(job);
        rule.waitForMessage(" waits for its turn: ", build);
        return build;
    }

    static void policies(QueuePolicy... policies) {
        configure(settings -> settings.setPolicies(List.of(policies)));
    }

    static void configure(Consumer<PolicySettings> change) {
        PolicySettings settings = new PolicySettings();
        change.accept(settings);
        AttuneConfiguration.get().setQueues(settings);
    }

    static QueuePolicy limit(String target, String name, int limit) {
        QueuePolicy policy = new QueuePolicy(target, name);
        policy.setLimit(limit);
        return policy;
    }

    /** Nobody asks for anything but what the test sets. */
    static void clear() {
        AttuneConfiguration.get().setQueues(null);
        ConcurrencySettings none = new ConcurrencySettings();
        none.setPerUser(null);
        AttuneConfiguration.get().setConcurrency(none);
    }
}
