package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.EnvironmentSettings;
import io.jenkins.plugins.attune.config.IndexCredential;
import io.jenkins.plugins.attune.config.PackAdditions;
import io.jenkins.plugins.attune.config.PackageSources;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Packs with dependencies on an agent in a process of its own, with packages that the tests bring along. */
@WithJenkins
class EnvironmentIT {
    @RegisterExtension
    private static final SharedAgent REMOTE = new SharedAgent();

    private static JenkinsRule rule;

    @TempDir
    private Path directory;

    private Path wheels;
    private WorkflowJob job;

    @BeforeAll
    static void connect(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        REMOTE.connect(jenkins);
    }

    @BeforeEach
    void create(TestInfo test) throws Exception {
        job = Fixtures.pipeline(
                rule,
                test.getTestMethod().orElseThrow().getName()
                        + UUID.randomUUID().toString().substring(0, 4),
                "");
        wheels = directory.resolve("wheels");
        Wheel.write(wheels, "tool", "1.0");
        Wheel.write(wheels, "tool", "2.0");
    }

    @AfterEach
    void forget() {
        AttuneConfiguration.get().setEnvironments(null);
    }

    /** Each test has an environment of its own, since the list of dependencies differs. */
    private void pack(String requirements) throws Exception {
        Path workspace = Path.of(REMOTE.agent().getWorkspaceFor(job).getRemote());
        DependentPack.write(workspace.resolve("packs"), "# " + UUID.randomUUID() + "\n" + requirements);
    }

    private void offline(EnvironmentSettings settings) {
        PackageSources sources = new PackageSources();
        sources.setWheels(wheels.toString());
        settings.setSources(sources);
        AttuneConfiguration.get().setEnvironments(settings);
    }

    private void define(String steps) throws Exception {
        Fixtures.define(job, "node('" + SharedAgent.NAME + "') {\n" + steps + "\n}");
    }

    @Test
    void aRunBuildsTheEnvironmentOfItsPackAndTheNextFindsIt() throws Exception {
        pack("tool==1.0\n");
        offline(new EnvironmentSettings());
        define("2.times { attuneRun action: 'wants.version', packs: 'packs' }");

        String log = JenkinsRule.getLog(rule.buildAndAssertSuccess(job));

        assertThat(log)
                .containsOnlyOnce("environment of pack wants: ready")
                .containsPattern("environment of pack wants: installing .*\\d+\\.\\d s\\)");
        assertThat(log.split("tool 1\\.0", -1)).hasSize(3);
    }

    @Test
    void attunePrepareBuildsOnceAndTheRunThenBuildsNothing() throws Exception {
        pack("tool==1.0\n");
        offline(new EnvironmentSettings());
        define("""
                attunePrepare pack: 'wants', packs: 'packs'
                echo 'again'
                attunePrepare pack: 'wants', packs: 'packs'
                attuneRun action: 'wants.version', packs: 'packs'
                """);

        String log = JenkinsRule.getLog(rule.buildAndAssertSuccess(job));

        String first = log.substring(0, log.indexOf("again"));
        String second = log.substring(log.indexOf("again"));
        assertThat(first).contains("environment of pack wants: Python is ready in " + REMOTE.root());
        assertThat(second)
                .contains("environment of pack wants: Python was ready in " + REMOTE.root())
                .contains("tool 1.0")
                .doesNotContain("installing");
    }

    @Test
    void aFreestyleJobPreparesAPack() throws Exception {
        offline(new EnvironmentSettings());
        FreeStyleProject project = rule.createFreeStyleProject();
        project.setAssignedNode(REMOTE.agent());
        AttunePrepareBuilder builder = new AttunePrepareBuilder("wants");
        builder.setPacks("packs");
        project.getBuildersList().add(builder);
        Path workspace = Path.of(REMOTE.agent().getWorkspaceFor(project).getRemote());
        DependentPack.write(workspace.resolve("packs"), "# " + UUID.randomUUID() + "\ntool\n");

        rule.assertLogContains("Python is ready in", rule.buildAndAssertSuccess(project));
    }

    @Test
    void whatTheAdministratorAddsIsInstalledToo() throws Exception {
        pack("# nothing\n");
        EnvironmentSettings settings = new EnvironmentSettings();
        PackAdditions additions = new PackAdditions("wants");
        additions.setRequirements("tool");
        settings.setPacks(List.of(additions));
        settings.setConstraints("tool<2");
        offline(settings);
        define("attuneRun action: 'wants.version', packs: 'packs'");

        rule.assertLogContains("tool 1.0", rule.buildAndAssertSuccess(job));
    }

    @Test
    void aFailureIsShownWithTheInstallersLastLines() throws Exception {
        pack("tool==7.0\n");
        offline(new EnvironmentSettings());
        define("""
                try { attunePrepare pack: 'wants', packs: 'packs' } catch (e) { echo "first: ${e.message}" }
                attuneRun action: 'wants.version', packs: 'packs'
                """);

        WorkflowRun build = rule.buildAndAssertStatus(Result.FAILURE, job);

        String log = JenkinsRule.getLog(build);
        assertThat(log.substring(log.indexOf("first: ")))
                .contains("the environment of pack wants for Python")
                .contains("No matching distribution found for tool==7.0")
                .contains("that was the last attempt; the next is made in")
                .contains(REMOTE.root() + "/attune/e/");
    }

    @Test
    void anUnknownPackIsRefusedAndTheKnownOnesAreNamed() throws Exception {
        pack("tool\n");
        define("attunePrepare pack: 'want', packs: 'packs'");

        WorkflowRun build = rule.buildAndAssertStatus(Result.FAILURE, job);

        rule.assertLogContains("there is no pack 'want' here", build);
        rule.assertLogContains("There are: core, wants", build);
    }

    @Test
    void credentialOfTheIndexIsUsedAndNowhereToBeSeen() throws Exception {
        String password = "pw/" + UUID.randomUUID() + "@%:";
        UsernamePasswordCredentialsImpl credential = new UsernamePasswordCredentialsImpl(
                CredentialsScope.SYSTEM, "index-" + UUID.randomUUID(), "", "bot", password);
        Fixtures.add(rule.jenkins, credential);
        SecretScanner scanner = new SecretScanner(password);
        LeakPlaces places = LeakPlaces.of(REMOTE.root(), job.getRootDir().toPath());
        try (PackageIndex index = new PackageIndex(wheels.resolve("tool-2.0-py3-none-any.whl"), "bot", password)) {
            PackageSources sources = new PackageSources();
            sources.setIndexUrl(index.url());
            sources.setCredentials(List.of(new IndexCredential(index.host(), credential.getId())));
            EnvironmentSettings settings = new EnvironmentSettings();
            settings.setSources(sources);
            AttuneConfiguration.get().setEnvironments(settings);
            pack("tool\n");
            define("attuneRun action: 'wants.version', packs: 'packs'");

            WorkflowRun build;
            try (SecretSampler sampler = new SecretSampler(password)) {
                build = rule.buildAndAssertSuccess(job);
                assertThat(sampler.samples()).isPositive();
                assertThat(sampler.places()).isEmpty();
            }

            rule.assertLogContains("tool 2.0", build);
            assertThat(index.served()).isEqualTo(1);
            assertThat(scanner.holds(JenkinsRule.getLog(build))).isFalse();
        }
        assertThat(places.found(scanner)).isEmpty();
        assertThat(CredentialsProvider.getOrCreateFingerprintOf(credential).getUsages())
                .containsKey(job.getFullName());
    }

    @Test
    void aCredentialThatIsGoneIsNamed() throws Exception {
        try (PackageIndex index = new PackageIndex(wheels.resolve("tool-2.0-py3-none-any.whl"), "bot", "x")) {
            PackageSources sources = new PackageSources();
            sources.setIndexUrl(index.url());
            sources.setCredentials(List.of(new IndexCredential(index.host(), "gone")));
            EnvironmentSettings settings = new EnvironmentSettings();
            settings.setSources(sources);
            AttuneConfiguration.get().setEnvironments(settings);
            pack("tool\n");
            define("attunePrepare pack: 'wants', packs: 'packs'");

            WorkflowRun build = rule.buildAndAssertStatus(Result.FAILURE, job);

            rule.assertLogContains("the credential 'gone' for packages from " + index.host() + " was not found", build);
        }
    }

    @Test
    void aPreparationThatIsAbortedLeavesNothingBehind() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            PackageSources sources = new PackageSources();
            sources.setIndexUrl("http://127.0.0.1:" + silent.getLocalPort() + "/simple");
            EnvironmentSettings settings = new EnvironmentSettings();
            settings.setSources(sources);
            AttuneConfiguration.get().setEnvironments(settings);
            pack("tool\n");
            define("attunePrepare pack: 'wants', packs: 'packs'");
            WorkflowRun build = Fixtures.started(job);
            rule.waitForMessage("installing", build);
            await().atMost(Fixtures.BOUND)
                    .untilAsserted(() -> assertThat(installers()).isNotEmpty());

            build.getExecutor().interrupt();

            rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(build));
            await().atMost(Fixtures.BOUND)
                    .untilAsserted(() -> assertThat(installers()).isEmpty());
            await().atMost(Fixtures.BOUND)
                    .untilAsserted(() ->
                            assertThat(REMOTE.root().resolve("attune/e")).isDirectoryNotContaining("glob:**.building"));
        }
    }

    private static List<Long> installers() throws Exception {
        return Fixtures.processesWith("ATTUNE_EXEC_ID=env-", REMOTE.root().toString());
    }
}
