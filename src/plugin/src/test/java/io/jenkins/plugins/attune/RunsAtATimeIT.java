package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsUseListener;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.ConcurrencySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Runs that are more than the administrator lets go on at a time. */
@WithJenkins
class RunsAtATimeIT {
    private static final int OFTEN = 20;

    private static JenkinsRule rule;

    @TempDir
    private Path outside;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        jenkins.jenkins.setNumExecutors(6);
    }

    private static void allow(Consumer<ConcurrencySettings> bounds) {
        ConcurrencySettings settings = new ConcurrencySettings();
        bounds.accept(settings);
        AttuneConfiguration.get().setConcurrency(settings);
    }

    @AfterEach
    void allowAll() {
        AttuneConfiguration.get().setConcurrency(null);
    }

    /** Runs an action until the gate is opened. */
    private WorkflowJob holding(String name, Path gate) throws Exception {
        WorkflowJob job = Fixtures.pipeline(rule, name, """
                node {
                  attuneRun action: 'trial.count', parameters: [gate: '%s'], packs: 'packs'
                }
                """.formatted(gate));
        Path workspace = Path.of(rule.jenkins.getWorkspaceFor(job).getRemote());
        FileUtils.copyDirectory(
                Fixtures.TEST_PACKS.toFile(), workspace.resolve("packs").toFile());
        return job;
    }

    private static WorkflowJob noop(String name) throws Exception {
        return Fixtures.pipeline(rule, name, "node { attuneRun 'core.noop' }");
    }

    @Test
    void whatIsTooManyWaitsForItsTurnInTheOrderAsked() throws Exception {
        allow(settings -> settings.setTotal(1));
        Path gate = outside.resolve("gate");
        WorkflowRun first = Fixtures.started(holding("first", gate));
        rule.waitForMessage("line 50.", first);
        WorkflowRun second = Fixtures.started(holding("second", outside.resolve("gate2")));
        rule.waitForMessage(
                "trial.count waits for its turn: place 1 of 1 in the queue 'all runs' (limit 1: the system configuration); held by first #1",
                second);
        WorkflowRun third = Fixtures.started(noop("third"));
        rule.waitForMessage("core.noop waits for its turn: place 2 of 2 in the queue 'all runs'", third);

        Files.createFile(gate);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(first));
        rule.waitForMessage("line 50.", second);
        assertThat(third.isBuilding()).isTrue();

        Files.createFile(outside.resolve("gate2"));
        rule.assertBuildStatusSuccess(rule.waitForCompletion(second));
        rule.assertBuildStatusSuccess(rule.waitForCompletion(third));
        assertThat(JenkinsRule.getLog(second)).containsPattern("trial.count waited \\d+\\.\\d seconds for its turn");
    }

    @Test
    void whoeverIsAbortedWhileItWaitsLeavesTheLine() throws Exception {
        allow(settings -> settings.setPerAgent(1));
        Path gate = outside.resolve("gate");
        WorkflowRun holds = Fixtures.started(holding("holds", gate));
        rule.waitForMessage("line 50.", holds);
        WorkflowRun aborted = Fixtures.started(noop("aborted"));
        rule.waitForMessage("waits for its turn: place 1 of 1 in the queue 'agent:built-in'", aborted);
        WorkflowRun next = Fixtures.started(noop("next"));
        rule.waitForMessage("waits for its turn", next);

        aborted.getExecutor().interrupt();
        rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(aborted));

        holds.getExecutor().interrupt();
        rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(holds));
        rule.assertBuildStatusSuccess(rule.waitForCompletion(next));
    }

    @Test
    void theLimitOfAJobBindsNoOther() throws Exception {
        allow(settings -> settings.setPerJob(1));
        Path gate = outside.resolve("gate");
        WorkflowRun holds = Fixtures.started(holding("job with limit", gate));
        rule.waitForMessage("line 50.", holds);

        rule.buildAndAssertSuccess(noop("another"));
        Files.createFile(gate);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(holds));
    }

    /** How often its credential is taken tells how often a run is prepared. */
    @Test
    void onlyWhatHadToWaitIsPreparedAnew() throws Exception {
        allow(settings -> settings.setTotal(1));
        Fixtures.secretText(rule.jenkins, "token", "s3cret-of-a-run");
        Path gate = outside.resolve("gate");
        WorkflowRun first = Fixtures.started(withToken("goes first", gate));
        rule.waitForMessage("line 50.", first);
        WorkflowRun second = Fixtures.started(withToken("after it", gate));
        rule.waitForMessage("waits for its turn", second);
        Files.createFile(gate);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(first));
        rule.assertBuildStatusSuccess(rule.waitForCompletion(second));
        assertThat(Uses.of(first)).isEqualTo(1);
        assertThat(Uses.of(second)).isEqualTo(2);

        // Who has its turn at once may be told of it at any moment of its coming.
        WorkflowJob often = withToken("often", gate);
        Fixtures.define(often, "for (int i = 0; i < " + OFTEN + "; i++) {" + script(gate) + "}");
        assertThat(Uses.of(rule.buildAndAssertSuccess(often))).isEqualTo(OFTEN);
    }

    private WorkflowJob withToken(String name, Path gate) throws Exception {
        WorkflowJob job = holding(name, gate);
        Fixtures.define(job, script(gate));
        return job;
    }

    private static String script(Path gate) {
        return """
                node {
                  attuneRun action: 'trial.count', parameters: [gate: '%s'], credentials: [token: 'token'], packs: 'packs'
                }
                """.formatted(gate);
    }

    @TestExtension
    public static final class Uses implements CredentialsUseListener {
        private final List<String> builds = new CopyOnWriteArrayList<>();

        static long of(WorkflowRun build) {
            return ExtensionList.lookupSingleton(Uses.class).builds.stream()
                    .filter(build.getExternalizableId()::equals)
                    .count();
        }

        @Override
        @SuppressWarnings("rawtypes") // as it is declared
        public void onUse(Credentials credential, Run build) {
            builds.add(build.getExternalizableId());
        }

        @Override
        public void onUse(Credentials credential, Node node) {
            // none here
        }

        @Override
        public void onUse(Credentials credential, Item item) {
            // none here
        }
    }

    @Test
    void whoWaitsTooLongFails() throws Exception {
        allow(settings -> {
            settings.setTotal(1);
            settings.setWaitLimit(1);
        });
        Path gate = outside.resolve("gate");
        WorkflowRun holds = Fixtures.started(holding("holds long", gate));
        rule.waitForMessage("line 50.", holds);

        WorkflowRun late = rule.buildAndAssertStatus(Result.FAILURE, noop("late"));
        assertThat(JenkinsRule.getLog(late)).contains("waited").doesNotContain("\tat ");
        Files.createFile(gate);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(holds));
    }
}
