package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Slave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.EnvironmentSettings;
import io.jenkins.plugins.attune.config.PackageSources;
import io.jenkins.plugins.attune.environment.EnvironmentCare;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The page of an agent on which its environments are seen and removed. */
@WithJenkins
class EnvironmentPageIT {
    private static JenkinsRule rule;
    private Slave agent;

    @TempDir
    private Path wheels;

    @BeforeAll
    static void start(JenkinsRule jenkins) {
        rule = jenkins;
    }

    @BeforeEach
    void connect() throws Exception {
        agent = rule.createSlave("agent-" + UUID.randomUUID(), "", null);
        rule.waitOnline(agent);
        Wheel.write(wheels, "tool", "1.0");
        PackageSources sources = new PackageSources();
        sources.setWheels(wheels.toString());
        EnvironmentSettings settings = new EnvironmentSettings();
        settings.setSources(sources);
        AttuneConfiguration.get().setEnvironments(settings);
    }

    @AfterEach
    void disconnect() throws Exception {
        rule.jenkins.disableSecurity();
        rule.jenkins.removeNode(agent);
    }

    private Path root() {
        return Path.of(agent.getRemoteFS()).resolve("attune").resolve("e");
    }

    private String url() {
        return agent.toComputer().getUrl() + "attune-environments/";
    }

    private WorkflowJob job(String requirements, String steps) throws Exception {
        WorkflowJob job = Fixtures.pipeline(
                rule, "job-" + UUID.randomUUID(), "node('" + agent.getNodeName() + "') {\n" + steps + "\n}");
        Path workspace = Path.of(agent.getWorkspaceFor(job).getRemote());
        DependentPack.write(workspace.resolve("packs"), "# " + UUID.randomUUID() + "\n" + requirements);
        return job;
    }

    /** Gives the id. */
    private String built() throws Exception {
        List<String> before = ids();
        rule.buildAndAssertSuccess(job("tool\n", "attunePrepare pack: 'wants', packs: 'packs'"));
        return ids().stream().filter(id -> !before.contains(id)).findFirst().orElseThrow();
    }

    private List<String> ids() throws Exception {
        if (!Files.isDirectory(root())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root())) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-f]{12}"))
                    .toList();
        }
    }

    private static HtmlTable table(HtmlPage page) {
        return page.getHtmlElementById("attune-environments");
    }

    @Test
    void showsWhatThereIsAndRemovesOne() throws Exception {
        String id = built();
        String other = built();
        JenkinsRule.WebClient client = rule.createWebClient();

        HtmlPage page = client.goTo(url());

        assertThat(page.asNormalizedText()).contains("2 environments, ");
        HtmlTable table = table(page);
        assertThat(table.getRowCount()).isEqualTo(3);
        assertThat(table.asNormalizedText()).contains("wants", "Ready", "Python 3", id, other);

        HtmlPage after = rule.submit(page.getFormByName("attune-remove-" + id));

        assertThat(ids()).containsExactly(other);
        assertThat(table(after).getRowCount()).isEqualTo(2);
        assertThat(after.asNormalizedText()).contains("1 environment was removed.");
    }

    @Test
    void showsWhyOneFailedAndItsLogAndWhatIsQuotedThereIsNoMarkup() throws Exception {
        rule.buildAndAssertStatus(
                Result.FAILURE, job("<b>nothing</b>\n", "attunePrepare pack: 'wants', packs: 'packs'"));
        JenkinsRule.WebClient client = rule.createWebClient();

        HtmlPage page = client.goTo(url());

        assertThat(table(page).asNormalizedText()).contains("Failed", "ERROR: ", "<b>nothing</b>");
        assertThat(table(page).getTextContent()).contains("the environment of pack wants", "can't be built");
        assertThat(table(page).getElementsByTagName("b")).isEmpty();
        HtmlAnchor log = page.getAnchors().stream()
                .filter(anchor -> anchor.getHrefAttribute().startsWith("log?id="))
                .findFirst()
                .orElseThrow();
        Page text = log.click();
        assertThat(text.getWebResponse().getContentType()).isEqualTo("text/plain");
        assertThat(text.getWebResponse().getContentAsString()).contains("<b>nothing</b>", "exit code 1");
    }

    @Test
    void whatARunUsesStays() throws Exception {
        String idle = built();
        WorkflowRun build = Fixtures.started(job("tool\n", "attuneRun action: 'wants.hold', packs: 'packs'"));
        rule.waitForMessage("holding", build);
        JenkinsRule.WebClient client = rule.createWebClient();
        HtmlPage page = client.goTo(url());
        assertThat(table(page).asNormalizedText()).contains("in use by 1 run", idle);

        HtmlPage after = rule.submit(page.getFormByName("attune-remove-unused"));

        assertThat(after.asNormalizedText()).contains("1 environment was removed.");
        assertThat(ids()).hasSize(1).doesNotContain(idle);
        build.getExecutor().interrupt();
        rule.waitForCompletion(build);
    }

    @Test
    void verifyNamesADamagedOne() throws Exception {
        String whole = built();
        String damaged = built();
        try (Stream<Path> files = Files.walk(root().resolve(damaged))) {
            Files.delete(files.filter(file -> file.endsWith("tool/__init__.py"))
                    .findFirst()
                    .orElseThrow());
        }
        JenkinsRule.WebClient client = rule.createWebClient();

        HtmlPage page = rule.submit(client.goTo(url()).getFormByName("attune-verify"));

        assertThat(table(page).asNormalizedText()).contains(damaged).doesNotContain(whole);
    }

    @Test
    void anOldOneGoesWithTheHourlyWork() throws Exception {
        String young = built();
        String old = built();
        Files.setLastModifiedTime(
                root().resolve(old).resolve(".attune-ready"),
                FileTime.from(Instant.now().minus(Duration.ofDays(31))));

        rule.jenkins.getExtensionList(EnvironmentCare.class).get(0).doRun();

        await().atMost(Fixtures.BOUND).untilAsserted(() -> assertThat(ids()).containsExactly(young));
    }

    @Test
    void anAgentThatIsOfflineSaysSo() throws Exception {
        built();
        agent.toComputer().disconnect(new OfflineCause.ByCLI("test")).get();

        HtmlPage page = rule.createWebClient().goTo(url());

        assertThat(page.asNormalizedText()).contains("This agent is offline");
        assertThat(page.getForms()).noneMatch(form -> form.getNameAttribute().startsWith("attune-"));
    }

    @Test
    void whoMayNotConfigureAgentsSeesNothingAndRemovesNothing() throws Exception {
        String id = built();
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Computer.CONFIGURE)
                .everywhere()
                .to("keeper"));

        assertThat(status("reader", HttpMethod.GET, "")).isEqualTo(403);
        assertThat(status("reader", HttpMethod.GET, "log?id=" + id)).isEqualTo(403);
        for (String deed : List.of("remove?id=" + id, "removeUnused", "removeOld", "verify")) {
            assertThat(status("reader", HttpMethod.POST, deed)).isEqualTo(403);
            assertThat(status("keeper", HttpMethod.GET, deed)).isIn(404, 405);
        }
        assertThat(ids()).containsExactly(id);
        HtmlPage computer =
                rule.createWebClient().login("reader").goTo(agent.toComputer().getUrl());
        assertThat(computer.asNormalizedText()).doesNotContain("Attune environments");

        assertThat(status("keeper", HttpMethod.POST, "remove?id=" + id)).isEqualTo(200);
        assertThat(ids()).isEmpty();
        await().atMost(Fixtures.BOUND).untilAsserted(() -> assertThat(audit()).anySatisfy(line -> assertThat(line)
                .contains("\"by\":\"keeper\"", "\"change\":\"remove_environments\"", id)));
    }

    private List<String> audit() throws Exception {
        Path log = rule.jenkins.getRootDir().toPath().resolve("logs/attune/audit.0.log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    private int status(String user, HttpMethod method, String path) throws Exception {
        JenkinsRule.WebClient client = rule.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
        WebRequest request = new WebRequest(client.createCrumbedUrl(url() + path), method);
        return client.getPage(request).getWebResponse().getStatusCode();
    }

    @Test
    void linkIsAmongTheTasksOfTheAgentAndNothingIsInlined() throws Exception {
        HtmlPage computer = rule.createWebClient().goTo(agent.toComputer().getUrl());

        HtmlPage page = computer.getAnchorByText("Attune environments").click();

        assertThat(page.asNormalizedText()).contains("No pack has built an environment here");
        assertThat(page.getElementById("main-panel").getElementsByTagName("script"))
                .isEmpty();
        for (DomElement element : page.getElementById("main-panel").getDomElementDescendants()) {
            assertThat(element.hasAttribute("style") || element.hasAttribute("onclick"))
                    .as("%s", element)
                    .isFalse();
        }
    }
}
