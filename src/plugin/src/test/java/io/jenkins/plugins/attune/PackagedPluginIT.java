package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.attune.config.GitSetting;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import jenkins.agents.ControllerToAgentCallable;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The plugin as it is published, in a Jenkins as it is installed: the class filter and the class loaders of both are
 * stricter there than in every other test.
 */
class PackagedPluginIT {
    private static final Path PACKAGE = Path.of("target", "attune.hpi");

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().omitPlugins("attune", "metrics", "git-client", "cloudbees-folder");

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @Test
    void carriesNoJarThatALibraryPluginOrCoreHas() throws Exception {
        try (ZipFile hpi = new ZipFile(PACKAGE.toFile())) {
            List<String> jars = hpi.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.replaceFirst("-\\d.*", ".jar"))
                    .toList();
            assertThat(jars)
                    .containsExactlyInAnyOrder(
                            "WEB-INF/lib/attune.jar",
                            "WEB-INF/lib/attune-engine.jar",
                            "WEB-INF/lib/itu.jar",
                            "WEB-INF/lib/json-schema-validator.jar");
        }
    }

    @Test
    void runsAndSavesResultsAcrossARestart() throws Throwable {
        Files.copy(PACKAGE, jenkins.getHome().toPath().resolve("plugins").resolve("attune.jpi"));
        jenkins.startJenkins();
        InboundAgentExtension.Options options =
                InboundAgentExtension.Options.newBuilder().name("remote").build();
        agents.createAgent(jenkins, options);
        jenkins.runRemotely(PackagedPluginIT::begin);
        jenkins.stopJenkins();
        jenkins.startJenkins();
        jenkins.runRemotely(PackagedPluginIT::finish);
    }

    private static void begin(JenkinsRule rule) throws Throwable {
        Path unpacked = Path.of(
                rule.jenkins.pluginManager.getPlugin("attune").baseResourceURL.toURI());
        assertThat(unpacked.resolve("WEB-INF/lib/attune.jar")).isRegularFile();
        rule.waitOnline((hudson.model.Slave) rule.jenkins.getNode("remote"));
        outcomeReturnsFromTheAgent(rule);
        doesWithoutOptionalPlugins(rule);
        WorkflowJob job = Fixtures.pipeline(rule, "p", """
                def r
                def f
                node('remote') {
                  r = attuneRun action: 'core.echo', parameters: [message: 'kept']
                  f = attuneRun action: 'core.fail', parameters: [exit_code: 5, message: 'sorry'], returnStatus: true
                }
                echo 'saved'
                sleep 15
                echo "after: ${r.stdout.trim()} ${f.exitCode} ${f.status}"
                """);
        rule.waitForMessage("saved", Fixtures.started(job));
    }

    /** The run that follows asks for the rules of folders, of which there can be none. */
    private static void doesWithoutOptionalPlugins(JenkinsRule rule) throws Exception {
        assertThat(rule.jenkins.getPlugin("cloudbees-folder")).isNull();
        Packs.sources(new GitSetting("crm", "https://git.example/crm.git", "main"));
        assertThat(Packs.install("crm").message()).contains("repositories can't be read without the Git client plugin");
    }

    /** What crosses from an agent passes the class filter. */
    private static void outcomeReturnsFromTheAgent(JenkinsRule rule) throws Exception {
        VirtualChannel channel = rule.jenkins.getComputer("remote").getChannel();
        RunOutcome outcome = channel.call(new MakeOutcome());
        if (outcome.end() != RunOutcome.End.EXITED) {
            throw new AssertionError(outcome);
        }
    }

    private record MakeOutcome() implements ControllerToAgentCallable<RunOutcome, RuntimeException> {
        @Override
        public RunOutcome call() {
            RunOutcome.Captured nothing = new RunOutcome.Captured(new byte[0], new byte[0], 0, 0, false);
            return new RunOutcome(RunOutcome.End.EXITED, 0, nothing, nothing, 0, 0);
        }
    }

    private static void finish(JenkinsRule rule) throws Throwable {
        WorkflowRun build =
                rule.jenkins.getItemByFullName("p", WorkflowJob.class).getLastBuild();
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(build));
        rule.assertLogContains("after: kept 5 failed", build);
    }
}
