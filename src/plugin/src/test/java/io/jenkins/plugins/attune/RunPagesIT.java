package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.attune.engine.log.LogLimits;
import io.jenkins.plugins.attune.engine.log.StoredLog;
import io.jenkins.plugins.attune.page.AttuneRunsAction;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.apache.commons.io.FileUtils;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages of a build on which the output of its runs is read. */
@WithJenkins
class RunPagesIT {
    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) {
        rule = jenkins;
    }

    @AfterEach
    void letEverybodyIn() {
        rule.jenkins.disableSecurity();
    }

    private static FreeStyleBuild echo(String message) throws Exception {
        AttuneBuilder builder = new AttuneBuilder("core.echo");
        builder.setParameters("message: \"" + message.replace("\n", "\\n") + "\"");
        return built(builder);
    }

    private static FreeStyleBuild built(AttuneBuilder builder) throws Exception {
        FreeStyleProject job = rule.createFreeStyleProject();
        job.getBuildersList().add(builder);
        return rule.buildAndAssertSuccess(job);
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(line -> "line " + line + " <b>&é€</b>")
                .collect(Collectors.joining("\n"));
    }

    private static JenkinsRule.WebClient lenient() {
        return rule.createWebClient().withThrowExceptionOnFailingStatusCode(false);
    }

    private static String runId(FreeStyleBuild build) throws Exception {
        try (Stream<Path> runs = Files.list(build.getRootDir().toPath().resolve("attune"))) {
            return runs.findFirst().orElseThrow().getFileName().toString();
        }
    }

    private static String shown(HtmlPage page) {
        return page.getElementById("attune-log").getTextContent();
    }

    private static HtmlAnchor link(HtmlPage page, String id) {
        return (HtmlAnchor) page.getElementById(id);
    }

    @Test
    void theRunsOfABuildAreListedInTheOrderOfTheirStart() throws Exception {
        WorkflowRun build = rule.buildAndAssertSuccess(Fixtures.pipeline(rule, "list", """
                node {
                  attuneRun action: 'core.echo', parameters: [message: 'hello']
                  attuneRun 'core.noop'
                }
                """));
        HtmlPage start = rule.createWebClient().getPage(build);
        HtmlPage list = start.getAnchorByHref(rule.contextPath + "/" + build.getUrl() + "attune")
                .click();
        HtmlTable table = list.getHtmlElementById("attune-runs");
        assertThat(table.getRowCount()).isEqualTo(3);
        assertThat(table.getRow(1).getCell(0).getTextContent()).isEqualTo("core.echo");
        assertThat(table.getRow(1).getCell(3).getTextContent()).contains("6 B");
        assertThat(table.getRow(1).getCell(4).getTextContent()).contains("0 B");
        assertThat(table.getRow(2).getCell(0).getTextContent()).isEqualTo("core.noop");
        HtmlAnchor stdout = table.getRow(1).getCell(3).getFirstByXPath("a");
        assertThat(shown(stdout.click())).isEqualTo("hello\n");
    }

    @Test
    void aBuildWithoutRunsHasNoPage() throws Exception {
        FreeStyleBuild build = rule.buildAndAssertSuccess(rule.createFreeStyleProject());
        assertThat(build.getActions(AttuneRunsAction.class)).isEmpty();
        HtmlPage page = rule.createWebClient().getPage(build);
        assertThat(page.getAnchors())
                .extracting(HtmlAnchor::getHrefAttribute)
                .noneMatch(href -> href.contains("attune"));
    }

    @Test
    void aLongStreamIsReadPageByPage() throws Exception {
        String text = lines(6000) + "\n";
        FreeStyleBuild build = echo(text.strip());
        HtmlPage page = rule.createWebClient().getPage(build, "attune/run/" + runId(build) + "/stdout");
        StringBuilder read = new StringBuilder(shown(page));
        assertThat(link(page, "attune-previous")).isNull();
        String last = shown(link(page, "attune-last").click());
        HtmlPage before = page;
        while (link(page, "attune-next") != null) {
            before = page;
            page = link(page, "attune-next").click();
            read.append(shown(page));
        }
        assertThat(read.toString()).isEqualTo(text);
        assertThat(shown(page)).isEqualTo(last).endsWith("line 5999 <b>&é€</b>\n");
        assertThat(shown(link(page, "attune-previous").click())).isEqualTo(shown(before));
        assertThat(shown(link(page, "attune-first").click())).startsWith("line 0 ");
        HtmlPage second = rule.createWebClient().getPage(build, "attune/run/" + runId(build) + "/stdout?offset=65536");
        assertThat(shown(second)).isNotEmpty().doesNotContain("line 0 ");
    }

    @Test
    void aDownloadIsWhatWasWritten() throws Exception {
        String text = lines(6000);
        FreeStyleBuild build = echo(text);
        Page download = rule.createWebClient()
                .goTo(build.getUrl() + "attune/run/" + runId(build) + "/stdout/download", "text/plain");
        assertThat(download.getWebResponse().getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo(text + "\n");
        assertThat(download.getWebResponse().getResponseHeaderValue("Content-Type"))
                .isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(download.getWebResponse().getResponseHeaderValue("Content-Disposition"))
                .isEqualTo("attachment; filename=\"attune-" + runId(build).substring(0, 8) + "-stdout.txt\"");
    }

    @Test
    void missingBytesAreToldOnThePageAndInTheDownload() throws Exception {
        FreeStyleBuild build = echo("head");
        Path run = build.getRootDir().toPath().resolve("attune").resolve(runId(build));
        byte[] tail = "tail\n".getBytes(StandardCharsets.UTF_8);
        try (StoredLog log = StoredLog.open(run, "stdout", LogLimits.defaults(), Runnable::run)) {
            log.gap(1234567);
            log.append(tail, 0, tail.length);
            log.mark(log.rawPosition() + 1234567 + tail.length);
        }
        String stdout = "attune/run/" + runId(build) + "/stdout/";
        assertThat(shown(rule.createWebClient().getPage(build, stdout)))
                .isEqualTo("head\n[1234567 bytes left out here]tail\n");
        Page download = rule.createWebClient().goTo(build.getUrl() + stdout + "download", "text/plain");
        assertThat(download.getWebResponse().getContentAsString())
                .isEqualTo("head\n\n[1234567 bytes left out here]\ntail\n");
    }

    @Test
    void aSecretIsHiddenOnThePageAndInTheDownload() throws Exception {
        String secret = "page-secret-value";
        Fixtures.secretText(rule.jenkins, "page", secret);
        AttuneBuilder builder = new AttuneBuilder("trial.blab");
        builder.setCredentialBindings(List.of(new CredentialBinding("token", "page")));
        builder.setPacks("packs");
        FreeStyleProject job = rule.createFreeStyleProject();
        job.getBuildersList().add(builder);
        Path workspace = Path.of(rule.jenkins.getWorkspaceFor(job).getRemote());
        FileUtils.copyDirectory(
                Fixtures.TEST_PACKS.toFile(), workspace.resolve("packs").toFile());
        FreeStyleBuild build = rule.buildAndAssertSuccess(job);
        String stderr = "attune/run/" + runId(build) + "/stderr/";
        HtmlPage page = rule.createWebClient().getPage(build, stderr);
        assertThat(page.getWebResponse().getContentAsString())
                .contains("raw ****")
                .doesNotContain(secret);
        Page download = rule.createWebClient().goTo(build.getUrl() + stderr + "download", "text/plain");
        assertThat(download.getWebResponse().getContentAsString())
                .contains("raw ****")
                .doesNotContain(secret);
    }

    @Test
    void nothingIsShownToThoseWhoMayNotReadTheJob() throws Exception {
        FreeStyleBuild build = echo("for readers");
        String stream = "attune/run/" + runId(build) + "/stdout/";
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("reader"));
        for (String path : List.of("attune/", stream, stream + "download")) {
            URL url = new URL(rule.getURL(), build.getUrl() + path);
            Page refused = lenient().login("stranger").getPage(url);
            assertThat(refused.getWebResponse().getStatusCode()).as(path).isEqualTo(404);
            Page allowed = lenient().login("reader").getPage(url);
            assertThat(allowed.getWebResponse().getStatusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void onlyRunsOfTheBuildAreReached() throws Exception {
        FreeStyleBuild other = echo("of another build");
        FreeStyleBuild build = echo("of this one");
        String id = runId(build);
        String up = other.getRootDir()
                .toPath()
                .resolve("attune")
                .resolve(runId(other))
                .toString();
        Path outside = build.getRootDir().toPath().resolve("outside");
        FileUtils.copyDirectory(Path.of(up).toFile(), outside.toFile());
        for (String name : List.of(
                "..%2foutside",
                "..%2Foutside",
                "%2e%2e%2foutside",
                "..%5coutside",
                id + "%2f..%2f" + id,
                ".",
                "%2e",
                "",
                runId(other),
                up.replace("/", "%2f"))) {
            URL url = new URL(rule.getURL(), build.getUrl() + "attune/run/" + name + "/stdout/download");
            Page page = lenient().getPage(url);
            assertThat(page.getWebResponse().getStatusCode()).as(name).isIn(400, 404);
        }
        assertThat(statusOf(build, "attune/run/" + id + "/stdout/download")).isEqualTo(200);
        assertThat(statusOf(build, "attune/run/" + id + "/run.json/download")).isEqualTo(404);
    }

    @Test
    void anOffsetThatIsNoNumberOfBytesIsRefused() throws Exception {
        FreeStyleBuild build = echo("x");
        String stream = "attune/run/" + runId(build) + "/stdout/?offset=";
        assertThat(statusOf(build, stream + "-1")).isEqualTo(400);
        assertThat(statusOf(build, stream + "18446744073709551615")).isEqualTo(400);
        assertThat(statusOf(build, stream + "x")).isEqualTo(400);
        assertThat(statusOf(build, stream + Long.MAX_VALUE)).isEqualTo(200);
        assertThat(statusOf(build, stream)).isEqualTo(200);
    }

    private static int statusOf(FreeStyleBuild build, String path) throws Exception {
        return lenient()
                .getPage(new URL(rule.getURL(), build.getUrl() + path))
                .getWebResponse()
                .getStatusCode();
    }

    @Test
    void aRecordThatCannotBeReadDoesNotHideTheLogs() throws Exception {
        FreeStyleBuild build = echo("still here");
        String id = runId(build);
        Files.writeString(
                build.getRootDir().toPath().resolve("attune").resolve(id).resolve("run.json"), "{");
        HtmlPage run = rule.createWebClient().getPage(build, "attune/run/" + id + "/");
        assertThat(run.asNormalizedText()).contains("(unknown)", "Succeeded");
        HtmlPage list = rule.createWebClient().getPage(build, "attune/");
        HtmlTable table = list.getHtmlElementById("attune-runs");
        assertThat(table.getRow(1).getCell(0).getTextContent()).isEqualTo("(unknown)");
        HtmlAnchor stdout = table.getRow(1).getCell(3).getFirstByXPath("a");
        assertThat(shown(stdout.click())).isEqualTo("still here\n");
    }

    @Test
    void theActionItselfAsksForThePermission() throws Exception {
        FreeStyleBuild build = echo("guarded");
        AttuneRunsAction action = build.getAction(AttuneRunsAction.class);
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy());
        assertThat(action.getTarget()).isSameAs(action);
        try (ACLContext ignored = ACL.as2(Jenkins.ANONYMOUS2)) {
            assertThat(action.getTarget()).isNull();
        }
    }

    @Test
    void aBuildThatLoopsListsItsLatestRunsOnly() throws Exception {
        FreeStyleBuild build = echo("first");
        Path folder = build.getRootDir().toPath().resolve("attune");
        Path record = folder.resolve(runId(build)).resolve("run.json");
        Files.setLastModifiedTime(record, FileTime.fromMillis(0));
        for (int i = 0; i < 501; i++) {
            Files.createDirectory(folder.resolve("copy" + i));
            Files.copy(record, folder.resolve("copy" + i).resolve("run.json"));
        }
        HtmlPage list = rule.createWebClient().getPage(build, "attune/");
        HtmlTable table = list.getHtmlElementById("attune-runs");
        assertThat(table.getRowCount()).isEqualTo(501);
        assertThat(list.asNormalizedText()).contains("2 older runs of this build are not listed.");
    }
}
