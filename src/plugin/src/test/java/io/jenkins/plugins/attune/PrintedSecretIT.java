package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What an action prints of its secret is hidden in every place where a person can look, whatever the log's limit cuts. */
@WithJenkins
class PrintedSecretIT {
    /** The smallest limit of a log, of which one half is for the first bytes and one for the last. */
    private static final int HALF = 2048;

    /** By so much of it a secret can be told. */
    private static final int TELLING = 10;

    private static final String SECRET = "bird/" + UUID.randomUUID() + "\"\\+$é " + UUID.randomUUID();

    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        Fixtures.secretText(rule.jenkins, "canary", SECRET);
    }

    @Test
    void everyFormIsHiddenInEveryPlace() throws Exception {
        SecretScanner scanner = new SecretScanner(SECRET);
        for (int exit : List.of(0, 3)) {
            WorkflowRun build =
                    built("tell" + exit, "action: 'leak.tell', parameters: [exit_code: " + exit + "]", exit);
            Map<String, String> places = places(build);

            places.forEach((place, text) ->
                    assertThat(scanner.holds(text)).as("%s: %s", place, text).isFalse());
            assertThat(places.get("console"))
                    .contains("split ****", "raw ****", "json \"****\" \"****\"", "url **** ****", "base64 ")
                    .contains(exit == 0 ? "result [token:****, ****:[[nested:x****]]]" : "failed with exit code 3");
            assertThat(scanner.files(build.getParent().getRootDir().toPath())).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "6, 7", "45, 46", "50, 44", "80, 80"})
    void neitherPartOfASecretThatTheLimitCutsIsShown(int before, int after) throws Exception {
        for (int exit : List.of(0, 3)) {
            WorkflowRun build = built(
                    "cut" + before + "-" + after + "-" + exit,
                    "action: 'leak.cut', logLimit: '4KiB', parameters: [half: %d, before: %d, after: %d, exit_code: %d]"
                            .formatted(HALF, before, after, exit),
                    exit);
            Map<String, String> places = places(build);

            places.forEach((place, text) ->
                    assertThat(tellingPart(text)).as("%s: %s", place, text).isEmpty());
            String dots = ".".repeat(HALF - after);
            assertThat(places.get("console")).contains("....****\n", "\n****" + dots);
            assertThat(places.get("stdout of the result")).isEqualTo(exit == 0 ? "****" + dots : "");
            assertThat(places.get("stdout/download")).startsWith(".".repeat(HALF - before) + "****\n");
            assertThat(places.get("stderr/download")).endsWith("\n****" + dots);
        }
    }

    /** A piece of the secret, as it is, that the text holds, or nothing. */
    private static String tellingPart(String text) {
        for (int at = 0; at + TELLING <= SECRET.length(); at++) {
            String part = SECRET.substring(at, at + TELLING);
            if (text.contains(part)) {
                return part;
            }
        }
        return "";
    }

    private static WorkflowRun built(String name, String call, int exit) throws Exception {
        WorkflowJob job = Fixtures.pipeline(rule, name, """
                node('built-in') {
                  def result
                  try {
                    result = attuneRun packs: 'packs', credentials: [token: 'canary'], %s
                    echo "result ${result.output} ${result}"
                  } catch (e) {
                    echo "caught ${e}"
                    throw e
                  } finally {
                    writeFile file: 'all.txt', text: result.toString()
                    writeFile file: 'stdout.txt', text: result == null ? '' : result.stdout
                  }
                }
                """.formatted(call));
        Fixtures.packsInWorkspace(rule.jenkins, job, Fixtures.TEST_PACKS);
        return rule.buildAndAssertStatus(exit == 0 ? Result.SUCCESS : Result.FAILURE, job);
    }

    /** Where a person can look, and what is seen there. */
    private static Map<String, String> places(WorkflowRun build) throws Exception {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("console", JenkinsRule.getLog(build));
        Path workspace = Path.of(rule.jenkins.getWorkspaceFor(build.getParent()).getRemote());
        places.put("result", Files.readString(workspace.resolve("all.txt")));
        places.put("stdout of the result", Files.readString(workspace.resolve("stdout.txt")));
        // Jenkins may still be putting files of a build that has ended into others.
        await().atMost(Fixtures.BOUND)
                .ignoreException(UncheckedIOException.class)
                .ignoreException(NoSuchFileException.class)
                .until(() -> addFiles(build.getRootDir().toPath(), places));
        addPages(build, places);
        return places;
    }

    private static boolean addFiles(Path directory, Map<String, String> places) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                places.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return true;
    }

    private static void addPages(WorkflowRun build, Map<String, String> places) throws Exception {
        List<String> pages = new ArrayList<>(List.of("", "console", "attune/"));
        String run;
        try (Stream<Path> runs = Files.list(build.getRootDir().toPath().resolve("attune"))) {
            run = "attune/run/" + runs.findFirst().orElseThrow().getFileName() + "/";
        }
        pages.addAll(List.of(run, run + "stdout/", run + "stderr/"));
        JenkinsRule.WebClient client = rule.createWebClient();
        for (String path : pages) {
            HtmlPage page = client.getPage(build, path);
            places.put("page " + path, page.asXml() + page.getDocumentElement().getTextContent());
        }
        for (String stream : List.of("stdout/download", "stderr/download")) {
            Page download = client.goTo(build.getUrl() + run + stream, "text/plain");
            places.put(stream, download.getWebResponse().getContentAsString());
        }
    }
}
