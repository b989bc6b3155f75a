package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.queue.QueueTaskFuture;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.ConcurrencySettings;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Builds of freestyle jobs that are refused, and those that have to wait on their executor. */
@WithJenkins
class FreestyleExecutorIT {
    private static FreestyleLine line;
    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        line = new FreestyleLine(jenkins);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        line.end();
    }

    @Test
    void aBuildThatIsRefusedFailsWithTheReason() throws Exception {
        AttuneBuilder step = FreestyleLine.noop("full", 1);
        step.getConcurrency().setMaxWaiting(0);
        FreeStyleProject a = line.job("full holder", step);
        FreeStyleProject b = line.job("refused", step);
        line.ask(a);
        line.awaitRunning("full holder #1");

        FreeStyleBuild refused = rule.buildAndAssertStatus(Result.FAILURE, b);

        assertThat(JenkinsRule.getLog(refused))
                .contains("the queue 'full' is full")
                .doesNotContain("\tat ");
    }

    @Test
    void whoWaitsTooLongFailsWithTheReason() throws Exception {
        AttuneBuilder impatient = FreestyleLine.noop("slow", 1);
        impatient.getConcurrency().setTimeout(1);
        FreeStyleProject a = line.job("slow holder", FreestyleLine.noop("slow", 1));
        FreeStyleProject b = line.job("impatient", impatient);
        line.ask(a);
        line.awaitRunning("slow holder #1");

        FreeStyleBuild late = rule.buildAndAssertStatus(Result.FAILURE, b);

        assertThat(JenkinsRule.getLog(late))
                .contains("waited 1 s in the queue 'slow'")
                .doesNotContain("\tat ");
    }

    @Test
    void whatIsNotKnownBeforeWaitsOnTheExecutorAndSaysSo() throws Exception {
        AttuneBuilder variable = new AttuneBuilder("core.echo");
        variable.setParameters("message: $JOB_NAME");
        Concurrency concurrency = new Concurrency();
        concurrency.setLimit(1);
        concurrency.setKey("v ${parameters.message}");
        variable.setConcurrency(concurrency);
        FreeStyleProject a = line.job("v holder", FreestyleLine.noop("v variable", 1));
        FreeStyleProject b = line.job("variable", variable);
        line.ask(a);
        line.awaitRunning("v holder #1");

        FreeStyleBuild waits = line.started(b);
        rule.waitForMessage("core.echo waits on its executor, and not in Jenkins' queue: the key", waits);
        assertThat(JenkinsRule.getLog(waits)).contains("before the variables of the build are filled in");
        line.gate("v holder #1").countDown();
        line.awaitRunning("variable #1");
    }

    @Test
    void aRunOfABuildThatHoldsSlotsDoesNotWaitBehindThoseWhoWaitForThem() throws Exception {
        ConcurrencySettings bounds = new ConcurrencySettings();
        bounds.setTotal(5);
        AttuneConfiguration.get().setConcurrency(bounds);
        FreeStyleProject holder = rule.createFreeStyleProject("nested holder");
        holder.getBuildersList().addAll(List.of(new FreestyleLine.Gate(), FreestyleLine.noop("nested", 1)));
        WorkflowJob pipeline = Fixtures.pipeline(
                rule, "pipeline", "node { attuneRun action: 'core.noop', concurrency: [key: 'nested', limit: 1] }");
        QueueTaskFuture<FreeStyleBuild> first = line.ask(holder);
        line.awaitRunning("nested holder #1");
        WorkflowRun second = Fixtures.started(pipeline);
        rule.waitForMessage("core.noop waits for its turn", second);

        line.gate("nested holder #1").countDown();

        rule.assertBuildStatusSuccess(first);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(second));
        AttuneConfiguration.get().setConcurrency(null);
    }

    /** Runs an Attune step inside, as conditional steps do. */
    public static final class Wrapping extends Builder {
        /** Of the type that such steps have, so that it is saved with its class. */
        private final Builder inner;

        Wrapping(AttuneBuilder inner) {
            this.inner = inner;
        }

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws InterruptedException, IOException {
            ((AttuneBuilder) inner)
                    .perform(build, build.getWorkspace(), build.getEnvironment(listener), launcher, listener);
            return true;
        }

        /** Without a form. */
        @TestExtension
        public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
            @Override
            @SuppressWarnings("rawtypes")
            public boolean isApplicable(Class<? extends AbstractProject> type) {
                return true;
            }
        }
    }

    @Test
    void aStepInsideAnotherWaitsOnTheExecutorAndSoDoThoseBesideIt() throws Exception {
        FreeStyleProject holder = line.job("w holder", FreestyleLine.noop("w", 1));
        FreeStyleProject inside = rule.createFreeStyleProject("inside");
        inside.getBuildersList().add(new Wrapping(FreestyleLine.noop("w", 1)));
        FreeStyleProject beside = rule.createFreeStyleProject("beside it");
        beside.getBuildersList().addAll(List.of(FreestyleLine.noop("w", 1), new Wrapping(FreestyleLine.noop("z", 1))));
        line.ask(holder);
        line.awaitRunning("w holder #1");

        FreeStyleBuild one = line.started(inside);
        rule.waitForMessage("and not in Jenkins' queue: its step is part of another step", one);
        FreeStyleBuild other = line.started(beside);
        rule.waitForMessage("and not in Jenkins' queue: another Attune step is part of a step that may", other);

        line.gate("w holder #1").countDown();
        rule.assertBuildStatusSuccess(rule.waitForCompletion(one));
        rule.assertBuildStatusSuccess(rule.waitForCompletion(other));
    }
}
