package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.EnvironmentSettings;
import io.jenkins.plugins.attune.config.IndexCredential;
import io.jenkins.plugins.attune.config.PackageSources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A pipeline that waits for an environment while its controller, or its agent, goes away. */
class PrepareRestartIT {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String AGENT = "remote";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path directory;

    @Test
    void isBegunAnewAfterARestartOfTheController() throws Throwable {
        try (PackageIndex index = index()) {
            begin(index);
            jenkins.stopJenkins();
            int before = index.asked();
            index.open();
            jenkins.startJenkins();
            jenkins.runRemotely(PrepareRestartIT::finish);
            assertThat(index.asked()).isGreaterThan(before);
        }
    }

    @Test
    void anAgentThatIsLostIsAReasonToRetry() throws Throwable {
        try (PackageIndex index = index()) {
            begin(index);
            agents.stop(AGENT);
            jenkins.runRemotely(PrepareRestartIT::lost);
        }
    }

    private PackageIndex index() throws Exception {
        return new PackageIndex(Wheel.write(directory, "tool", "1.0"), "bot", "password", false);
    }

    private void begin(PackageIndex index) throws Throwable {
        jenkins.startJenkins();
        agents.createAgent(
                jenkins, InboundAgentExtension.Options.newBuilder().name(AGENT).build());
        jenkins.runRemotely(PrepareRestartIT::beginHere, index.host());
        await().atMost(BOUND).until(() -> index.asked() > 0);
    }

    private static void beginHere(JenkinsRule rule, String host) throws Throwable {
        Fixtures.add(
                rule.jenkins,
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "index", "", "bot", "password"));
        PackageSources sources = new PackageSources();
        sources.setIndexUrl("http://" + host + "/simple");
        sources.setCredentials(List.of(new IndexCredential(host, "index")));
        EnvironmentSettings settings = new EnvironmentSettings();
        settings.setSources(sources);
        AttuneConfiguration.get().setEnvironments(settings);
        WorkflowJob job = Fixtures.pipeline(rule, "p", """
                def tries = 0
                retry(count: 2, conditions: [agent()]) {
                  if (tries++ > 0) {
                    echo 'tried again'
                    return
                  }
                  node('remote') {
                    attunePrepare pack: 'wants', packs: 'packs'
                    attuneRun action: 'wants.version', packs: 'packs'
                  }
                }
                """);
        Slave agent = (Slave) rule.jenkins.getNode(AGENT);
        DependentPack.write(Path.of(agent.getWorkspaceFor(job).getRemote()).resolve("packs"), "tool\n");
        rule.waitForMessage("installing", Fixtures.started(job));
    }

    private static void finish(JenkinsRule rule) throws Throwable {
        WorkflowRun build = build(rule);
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(build));
        rule.assertLogContains("tool 1.0", build);
        rule.assertLogNotContains("tried again", build);
    }

    private static void lost(JenkinsRule rule) throws Throwable {
        WorkflowRun build = build(rule);
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(build));
        rule.assertLogContains("tried again", build);
    }

    private static WorkflowRun build(JenkinsRule rule) {
        return rule.jenkins.getItemByFullName("p", WorkflowJob.class).getLastBuild();
    }
}
