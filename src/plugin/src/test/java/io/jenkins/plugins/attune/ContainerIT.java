package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Descriptor;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.Result;
import hudson.tasks.BuildWrapper;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.EnvironmentSettings;
import io.jenkins.plugins.attune.config.KeySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The step in blocks that start programs in a container: it runs there, or says why it can't, and never elsewhere. */
@WithJenkins
class ContainerIT {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String LIMIT = "io.jenkins.plugins.attune.run.StepLaunches.seconds";

    @RegisterExtension
    private static final SharedAgent REMOTE = new SharedAgent();

    private static JenkinsRule rule;
    private WorkflowJob job;
    private Path workspace;
    private Container container;

    @BeforeAll
    static void connect(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        REMOTE.connect(jenkins);
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        job = Fixtures.pipeline(rule, name + UUID.randomUUID().toString().substring(0, 4), "");
        workspace = Path.of(REMOTE.agent().getWorkspaceFor(job).getRemote());
        Fixtures.packsInWorkspace(REMOTE.agent(), job, Fixtures.TEST_PACKS);
        container = Container.start(REMOTE.root(), workspace);
    }

    @AfterEach
    void end() {
        container.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"DOCKER", "KUBERNETES"})
    void runsInTheContainerAndItsSecretIsSeenByNobody(LauncherStep.Kind kind) throws Exception {
        String canary = "canary/" + UUID.randomUUID() + "\"+ü";
        SecretScanner scanner = new SecretScanner(canary);
        Fixtures.secretText(rule.jenkins, "canary" + kind, canary);
        Path release = workspace.resolve("release");
        define(kind, """
                def r = attuneRun action: 'trial.hold', packs: 'packs', parameters: [file: '%s'],
                    credentials: [token: 'canary%s']
                echo "sha256 ${r.output.sha256.length()}"
                """.formatted(release, kind));

        WorkflowRun build = Fixtures.started(job);
        rule.waitForMessage("holding", build);
        List<Long> running = REMOTE.running("trial.hold");
        assertThat(running).isNotEmpty();
        for (long process : running) {
            assertThat(Files.readSymbolicLink(Path.of("/proc", process + "", "ns", "pid")))
                    .hasToString(container.processes());
        }
        assertThat(scanner.processes()).isEmpty();
        assertThat(scanner.files(REMOTE.root())).isEmpty();
        Files.createFile(release);

        rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
        rule.assertLogContains("sha256 64", build);
        assertThat(scanner.files(REMOTE.root())).isEmpty();
        assertThat(scanner.files(job.getRootDir().toPath())).isEmpty();
        assertThat(REMOTE.running("trial.hold")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"DOCKER", "KUBERNETES"})
    void corePackIsSeenInTheContainerAndTheAgentsPathsAreNotPassedOn(LauncherStep.Kind kind) throws Exception {
        define(kind, """
                withEnv(['TZ=Asia/Tokyo', 'PATH=/nowhere', 'TMPDIR=/nowhere', 'OTHER=x']) {
                  attuneRun action: 'core.echo', parameters: [message: 'here']
                  def r = attuneRun action: 'trial.env', packs: 'packs'
                  echo "<${r.output.TZ} ${r.output.PATH.contains('nowhere')} ${r.output.TMPDIR} ${r.output.OTHER}>"
                }
                """);

        String log = JenkinsRule.getLog(rule.buildAndAssertSuccess(job));

        assertThat(log).contains("\nhere\n").contains("<Asia/Tokyo false null null>");
    }

    @Test
    void keysAreRefusedInTheContainerUnlessASecretTokenIsAllowed() throws Exception {
        Fixtures.secretText(rule.jenkins, "in-container", "key-in-a-container");
        define(LauncherStep.Kind.DOCKER, """
                def r = attuneRun action: 'keyed.ask', packs: 'packs', keys: [vault_credentials: 'in-container'],
                    parameters: [show: true]
                echo "<${r.output}> ${r.stderr}"
                """);
        rule.assertLogContains(
                "keys are bound to the run, and its action runs where the key bridge can't see who calls",
                rule.buildAndAssertStatus(Result.FAILURE, job));

        KeySettings settings = new KeySettings();
        settings.setSecretTokens(true);
        AttuneConfiguration.get().setKeys(settings);
        try {
            assertThat(JenkinsRule.getLog(rule.buildAndAssertSuccess(job)))
                    .contains("<[[200, " + Canaries.sha256("key-in-a-container").substring(0, 16) + "]]>")
                    .contains("token ****")
                    .doesNotContain("key-in-a-container");
        } finally {
            AttuneConfiguration.get().setKeys(null);
        }
    }

    @Test
    void leavesNothingInTheContainerWhenAborted() throws Exception {
        define(LauncherStep.Kind.DOCKER, "attuneRun action: 'trial.tree', packs: 'packs'");
        WorkflowRun build = Fixtures.started(job);
        rule.waitForMessage("planted", build);
        await().atMost(Fixtures.BOUND)
                .untilAsserted(() -> assertThat(REMOTE.running("trial.tree")).hasSizeGreaterThanOrEqualTo(3));

        build.getExecutor().interrupt();
        rule.waitForCompletion(build);

        rule.assertBuildStatus(Result.ABORTED, build);
        assertThat(REMOTE.running("trial.tree")).isEmpty();
    }

    @Test
    void goesOnInTheContainerWhileTheAgentIsAwayAndIsFoundAgain() throws Exception {
        Path gate = workspace.resolve("gate");
        define(LauncherStep.Kind.DOCKER, """
                def r = attuneRun action: 'trial.count', packs: 'packs', parameters: [gate: '%s']
                echo "status ${r.status}, exit ${r.exitCode}, lines ${r.stdout.readLines().size()}"
                """.formatted(gate));
        WorkflowRun build = Fixtures.started(job);
        rule.waitForMessage("line 50.", build);

        REMOTE.kill();
        Files.createFile(gate);
        REMOTE.start(rule);

        rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
        assertThat(JenkinsRule.getLog(build).lines().filter(line -> line.matches("line \\d+\\.")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 100)
                        .mapToObj(i -> "line " + i + ".")
                        .toList());
        rule.assertLogContains("status succeeded, exit 0, lines 101", build);
    }

    @Test
    void aPackThatAsksForPackagesIsRefusedThereUnlessThoseOfTheImageWillDo() throws Exception {
        DependentPack.write(workspace.resolve("packs"), "tool\n");
        define(LauncherStep.Kind.DOCKER, """
                try { attunePrepare pack: 'wants', packs: 'packs' } catch (e) { echo "prepare: ${e.message}" }
                attuneRun action: 'wants.version', packs: 'packs'
                """);

        assertThat(JenkinsRule.getLog(rule.buildAndAssertStatus(Result.FAILURE, job)))
                .contains("prepare: the pack wants asks for packages of its own")
                .contains(
                        "wants.version asks for packages of its own, and environments for Python are not built inside a"
                                + " container")
                .contains("Run it outside of the container");

        EnvironmentSettings settings = new EnvironmentSettings();
        settings.setImagePackages(true);
        AttuneConfiguration.get().setEnvironments(settings);
        try {
            define(LauncherStep.Kind.DOCKER, """
                    attunePrepare pack: 'wants', packs: 'packs'
                    attuneRun action: 'wants.version', packs: 'packs'
                    """);
            assertThat(JenkinsRule.getLog(rule.buildAndAssertStatus(Result.FAILURE, job)))
                    .contains("wants: Python needs none")
                    .contains("No module named 'tool'");
        } finally {
            AttuneConfiguration.get().setEnvironments(null);
        }
    }

    @Test
    void freestyleBuildRunsThroughTheLauncherOfItsWrapper() throws Exception {
        FreeStyleProject project = rule.createFreeStyleProject();
        project.setAssignedLabel(Label.get(SharedAgent.NAME));
        project.getBuildWrappersList().add(new Elsewhere(container.enter()));
        AttuneBuilder builder = new AttuneBuilder("core.echo");
        builder.setParameters("message: from a wrapper");
        project.getBuildersList().add(builder);

        FreeStyleBuild build = project.scheduleBuild2(0).get();

        // The container sees the workspace of another job only.
        rule.assertBuildStatus(Result.FAILURE, build);
        rule.assertLogContains("the container does not see the temporary directory of the workspace", build);
        project.setCustomWorkspace(workspace.toString());
        rule.assertLogContains("from a wrapper", rule.buildAndAssertSuccess(project));
    }

    /** A wrapper of a freestyle job whose launcher leads into the container. */
    public static final class Elsewhere extends BuildWrapper {
        private final transient List<String> enter;

        Elsewhere(List<String> enter) {
            this.enter = enter;
        }

        @Override
        public Launcher decorateLauncher(
                @SuppressWarnings("rawtypes") AbstractBuild build, Launcher launcher, BuildListener listener) {
            return launcher.decorateByPrefix(enter.toArray(new String[0]));
        }

        @Override
        public Environment setUp(
                @SuppressWarnings("rawtypes") AbstractBuild build, Launcher launcher, BuildListener listener) {
            return new Environment() {};
        }

        /** Saved with the job, and not offered to anybody. */
        @TestExtension
        public static final class DescriptorImpl extends Descriptor<BuildWrapper> {}
    }

    @Test
    void launcherThatEndsAtOnceFailsTheBuildByName() throws Exception {
        define(LauncherStep.Kind.DEAD, "attuneRun 'core.noop'");
        assertThat(failure())
                .contains("core.noop could not be run: ")
                .contains("exit code 1")
                .contains("no such container");
    }

    @Test
    void launcherThatStartsNothingFailsTheBuildByName() throws Exception {
        define(LauncherStep.Kind.LYING, "attuneRun 'core.noop'");
        assertThat(failure()).contains("it starts nothing").contains("@tmp");
    }

    @Test
    void launcherThatNeverAnswersFailsTheBuildWithinItsTime() throws Exception {
        System.setProperty(LIMIT, "2");
        try {
            define(LauncherStep.Kind.STUCK, "attuneRun 'core.noop'");
            assertThat(failure()).contains("nothing answered in time");
        } finally {
            System.clearProperty(LIMIT);
        }
        await().atMost(BOUND).untilAsserted(() -> assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse("")))
                .noneMatch(line -> line.endsWith("sleep " + LauncherStep.STUCK_SECONDS)));
    }

    private String failure() throws Exception {
        WorkflowRun build = rule.waitForCompletion(Fixtures.started(job));
        rule.assertBuildStatus(Result.FAILURE, build);
        String log = JenkinsRule.getLog(build);
        assertThat(log).doesNotContain("\tat ");
        Path control =
                workspace.resolveSibling(workspace.getFileName() + "@tmp").resolve("attune");
        try (var left = Files.list(control)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("p", "lib", "runs");
        }
        return log;
    }

    private void define(LauncherStep.Kind kind, String body) throws Exception {
        String enter = container.enter().stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
        job.setDefinition(new CpsFlowDefinition(
                "node('remote') {\ninLauncher(kind: '" + kind + "', enter: [" + enter + "]) {\n" + body + "\n}\n}",
                true));
    }
}
