package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import hudson.model.PeriodicWork;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.DirectorySetting;
import io.jenkins.plugins.attune.config.GitSetting;
import io.jenkins.plugins.attune.config.IndexSetting;
import io.jenkins.plugins.attune.config.PackSettings;
import io.jenkins.plugins.attune.engine.source.Updates;
import io.jenkins.plugins.attune.packs.LibraryPack;
import io.jenkins.plugins.attune.packs.MissingPacksMonitor;
import io.jenkins.plugins.attune.packs.PackDesk;
import io.jenkins.plugins.attune.packs.PackLibrary;
import io.jenkins.plugins.attune.packs.PackTask;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.apache.commons.io.FileUtils;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Packs that the controller has from its sources, and jobs that use them. */
@WithJenkins
class InstalledPacksIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    @RegisterExtension
    private static final SharedAgent REMOTE = new SharedAgent();

    private static JenkinsRule rule;
    private static PackServer server;

    @BeforeAll
    static void connect(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        REMOTE.connect(jenkins);
        server = new PackServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void clear() throws Exception {
        AttuneConfiguration.get().setPacks(null);
        for (LibraryPack pack : PackLibrary.get().shelf().packs()) {
            if (!pack.isCore()) {
                Packs.remove(pack.name());
            }
        }
    }

    private static String log(Result expected, String action) throws Exception {
        FreeStyleProject job = rule.createFreeStyleProject();
        job.setAssignedNode(REMOTE.agent());
        job.getBuildersList().add(new AttuneBuilder(action));
        return JenkinsRule.getLog(rule.buildAndAssertStatus(expected, job));
    }

    /** What the agent has of a pack. */
    private static List<Path> onAgent(String pack) throws Exception {
        try (Stream<Path> places = Files.list(REMOTE.root().resolve("attune/p"))) {
            return places.map(place -> place.resolve(pack))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }

    @Test
    void aPackOfAnArchiveRunsOnAnAgentWhereItIsBroughtOnce() throws Exception {
        server.servePack("one.tar.gz", "one", "1.0.0", "hello from one");
        Packs.sources(Packs.archive(server, "one.tar.gz", "one"));

        PackTask task = Packs.install("one");

        assertThat(task.state()).as(task.message()).isEqualTo(PackTask.State.DONE);
        assertThat(task.message()).isEqualTo("one 1.0.0");
        assertThat(log(Result.SUCCESS, "one.say")).contains("hello from one");
        assertThat(onAgent("one")).hasSize(1);

        // What is not read any more is not sent again.
        FileUtils.deleteDirectory(new File(
                PackLibrary.get().shelf().find("one").orElseThrow().loaded().location()));
        assertThat(log(Result.SUCCESS, "one.say")).contains("hello from one");
        assertThat(onAgent("one")).hasSize(1);
    }

    @Test
    void theLibraryTellsWhereAPackCameFrom() throws Exception {
        server.servePack("told.tar.gz", "told", "1.2.3", "");
        Packs.sources(Packs.archive(server, "told.tar.gz", "told"));
        Packs.install("told");

        LibraryPack pack = PackLibrary.get().shelf().find("told").orElseThrow();

        assertThat(pack.version()).isEqualTo("1.2.3");
        assertThat(pack.hash()).hasSize(64);
        assertThat(pack.origin()).isEqualTo(server.url("told.tar.gz"));
        assertThat(PackLibrary.get().catalog().packs())
                .extracting(known -> known.ref())
                .containsExactly("core", "told");
        assertThat(PackLibrary.get().shelf().find("core").orElseThrow().isCore())
                .isTrue();
        Path log = rule.jenkins.getRootDir().toPath().resolve("logs/attune/audit.0.log");
        String entry = "\"change\":\"install_pack\",\"pack\":\"told\",\"status\":\"done\"";
        await().atMost(SOON).untilAsserted(() -> assertThat(Files.readAllLines(log))
                .anySatisfy(line -> assertThat(line).contains(entry, pack.hash())));
    }

    @Test
    void aPackIsUpdatedOnlyWhenSomebodyAsks() throws Exception {
        Path packs = Files.createDirectories(rule.jenkins.getRootDir().toPath().resolve("some-packs"));
        Path demo = packs.resolve("shell_demo");
        FileUtils.copyDirectory(Fixtures.EXAMPLES.resolve("shell_demo").toFile(), demo.toFile());
        Packs.sources(new DirectorySetting(packs.toString()));
        Packs.install("shell_demo");
        Path manifest = demo.resolve("pack.yaml");
        Files.writeString(manifest, Files.readString(manifest).replace("version: 0.1.0", "version: 0.2.0"));

        PackDesk.get().look();
        await().atMost(SOON).until(() -> !PackDesk.get().isLooking());

        Updates.Update update = PackDesk.get().news().orElseThrow().updates().get(0);
        assertThat(update.state()).isEqualTo(Updates.State.OUTDATED);
        assertThat(update.offered()).isEqualTo("0.2.0");
        assertThat(PackLibrary.get().shelf().find("shell_demo").orElseThrow().version())
                .isEqualTo("0.1.0");
        Packs.install("shell_demo");
        assertThat(PackLibrary.get().shelf().find("shell_demo").orElseThrow().version())
                .isEqualTo("0.2.0");
    }

    @Test
    void aVersionThatIsNotThereIsNotRun() throws Exception {
        server.servePack("pinned.tar.gz", "pinned", "1.0.0", "the pinned one");
        Packs.sources(Packs.archive(server, "pinned.tar.gz", "pinned"));
        Packs.install("pinned");

        assertThat(log(Result.SUCCESS, "pinned.say@1.0.0")).contains("the pinned one");
        assertThat(log(Result.SUCCESS, "pinned.say@>=0.9,<2.0")).contains("the pinned one");
        assertThat(log(Result.FAILURE, "pinned.say@2.0.0"))
                .contains("the pack 'pinned' is here in version 1.0.0, and 'pinned.say' was asked for in 2.0.0")
                .doesNotContain("the pinned one");
        assertThat(Packs.install("pinned@2.0.0").message()).contains("'pinned@2.0.0' was asked for");
    }

    @Test
    void aPackOfARepositoryIsInstalledAtACommit(@TempDir File directory) throws Exception {
        FileUtils.copyDirectory(Fixtures.EXAMPLES.resolve("shell_demo").toFile(), directory);
        String commit;
        try (Git git =
                Git.init().setDirectory(directory).setInitialBranch("main").call()) {
            Files.writeString(directory.toPath().resolve(".gitattributes"), "tests export-ignore\n");
            git.add().addFilepattern(".").call();
            commit = git.commit()
                    .setMessage("Packs")
                    .setAuthor("a", "a@example.org")
                    .setCommitter("a", "a@example.org")
                    .setSign(false)
                    .call()
                    .name();
        }
        Packs.sources(new GitSetting("shell_demo", "file://" + directory.getCanonicalPath(), "main"));

        PackTask task = Packs.install("shell_demo");

        assertThat(task.state()).as(task.message()).isEqualTo(PackTask.State.DONE);
        LibraryPack pack = PackLibrary.get().shelf().find("shell_demo").orElseThrow();
        assertThat(pack.installed().provenance().commit()).isEqualTo(commit);
        Path files = Path.of(pack.loaded().location());
        assertThat(files.resolve("actions/agent_facts")).isExecutable();
        assertThat(files.resolve("tests")).doesNotExist();
    }

    @Test
    void whatTheConfigurationNamesIsInstalledAndWhatCannotBeIsTold() throws Exception {
        server.servePack("wanted.tar.gz", "wanted", "1.0.0", "");
        PackSettings settings = new PackSettings();
        settings.setSources(List.of(Packs.archive(server, "wanted.tar.gz", "wanted")));
        settings.setInstall("wanted@1.0.0\nmissing");
        MissingPacksMonitor monitor =
                Jenkins.get().getExtensionList(MissingPacksMonitor.class).get(0);
        assertThat(monitor.isActivated()).isFalse();

        AttuneConfiguration.get().setPacks(settings);

        await().atMost(SOON)
                .until(() -> PackLibrary.get().shelf().find("wanted").isPresent());
        await().atMost(SOON).until(monitor::isActivated);
        assertThat(monitor.getFailures()).containsOnlyKeys("missing");
        assertThat(monitor.getFailures().get("missing")).contains("no source has a pack 'missing'");
        assertThat(Packs.remove("wanted").message()).contains("is named by the configuration");
    }

    @Test
    void anIndexIsReadOnceForAllThatTheConfigurationNames() throws Exception {
        server.servePack("first.tar.gz", "first", "1.0.0", "");
        server.servePack("second.tar.gz", "second", "1.0.0", "");
        server.serveIndex("index.json", "first", "second");
        PackSettings settings = new PackSettings();
        settings.setSources(List.of(new IndexSetting(server.url("index.json"))));
        settings.setInstall("first\nsecond");

        AttuneConfiguration.get().setPacks(settings);

        for (String pack : List.of("first", "second")) {
            await().atMost(SOON)
                    .until(() -> PackLibrary.get().shelf().find(pack).isPresent());
        }
        assertThat(server.asked("index.json")).isEqualTo(1);
    }

    @Test
    void aPathOfTheControllerIsForThoseWhoManagePacks() throws Exception {
        Path packs = Files.createDirectories(rule.jenkins.getRootDir().toPath().resolve("secret-place"));
        FileUtils.copyDirectory(
                Fixtures.EXAMPLES.resolve("shell_demo").toFile(),
                packs.resolve("shell_demo").toFile());
        Packs.sources(new DirectorySetting(packs.toString()));
        Packs.install("shell_demo");
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, AttunePermissions.VIEW)
                .everywhere()
                .to("viewer", "manager")
                .grant(AttunePermissions.MANAGE_PACKS)
                .everywhere()
                .to("manager"));
        try {
            for (String page : List.of("attune/packs/", "attune/packs/shell_demo/", "attune/packs/api/json")) {
                assertThat(shown("manager", page)).contains("secret-place");
                assertThat(shown("viewer", page))
                        .contains("a directory of the controller")
                        .doesNotContain("secret-place");
            }
        } finally {
            rule.jenkins.setSecurityRealm(hudson.security.SecurityRealm.NO_AUTHENTICATION);
            rule.jenkins.setAuthorizationStrategy(new hudson.security.AuthorizationStrategy.Unsecured());
        }
    }

    private static String shown(String user, String page) throws Exception {
        try (JenkinsRule.WebClient client = rule.createWebClient()) {
            return client.withJavaScriptEnabled(false)
                    .login(user)
                    .goTo(page, null)
                    .getWebResponse()
                    .getContentAsString();
        }
    }

    @Test
    void whatIsInstalledNoMoreGoesFromAgentsInTheEnd() throws Exception {
        server.servePack("gone.tar.gz", "gone", "1.0.0", "");
        server.servePack("stays.tar.gz", "stays", "1.0.0", "stays says so");
        Packs.sources(Packs.archive(server, "gone.tar.gz", "gone"), Packs.archive(server, "stays.tar.gz", "stays"));
        for (String pack : List.of("gone", "stays")) {
            Packs.install(pack);
            log(Result.SUCCESS, pack + ".say");
            for (Path place : onAgent(pack)) {
                Files.setLastModifiedTime(
                        place.getParent(), FileTime.from(Instant.now().minus(Duration.ofDays(400))));
            }
        }
        Packs.remove("gone");

        rule.jenkins.getExtensionList(PeriodicWork.class).stream()
                .filter(work -> work.getClass().getSimpleName().equals("UnusedPackCare"))
                .forEach(PeriodicWork::run);

        await().atMost(SOON).untilAsserted(() -> assertThat(onAgent("gone")).isEmpty());
        assertThat(onAgent("stays")).hasSize(1);
    }

    @Test
    void aPackThatLosesItsFilesIsToldAndHurtsNoOther() throws Exception {
        server.servePack("lost.tar.gz", "lost", "1.0.0", "");
        server.servePack("kept.tar.gz", "kept", "1.0.0", "kept says so");
        Packs.sources(Packs.archive(server, "lost.tar.gz", "lost"), Packs.archive(server, "kept.tar.gz", "kept"));
        Packs.install("lost");
        LibraryPack lost = PackLibrary.get().shelf().find("lost").orElseThrow();
        FileUtils.deleteDirectory(new File(lost.loaded().location()));

        Packs.install("kept");

        assertThat(PackLibrary.get()
                        .shelf()
                        .find("lost")
                        .orElseThrow()
                        .loaded()
                        .problems()
                        .get(0)
                        .message())
                .contains("somebody removed its files from the store");
        assertThat(log(Result.FAILURE, "lost.say")).contains("the pack 'lost' can't be used");
        assertThat(log(Result.SUCCESS, "kept.say")).contains("kept says so");
    }

    @Test
    void whoMayNotManagePacksChangesNothing() {
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, AttunePermissions.VIEW, AttunePermissions.MANAGE_QUEUES)
                .everywhere()
                .to("reader"));
        try (ACLContext ignored = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThatThrownBy(() -> PackDesk.get().install("any")).isInstanceOf(AccessDeniedException3.class);
            assertThatThrownBy(() -> PackDesk.get().remove("any")).isInstanceOf(AccessDeniedException3.class);
            assertThatThrownBy(() -> PackDesk.get().look()).isInstanceOf(AccessDeniedException3.class);
        } finally {
            rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy());
            rule.jenkins.setSecurityRealm(hudson.security.SecurityRealm.NO_AUTHENTICATION);
            rule.jenkins.setAuthorizationStrategy(new hudson.security.AuthorizationStrategy.Unsecured());
        }
    }
}
