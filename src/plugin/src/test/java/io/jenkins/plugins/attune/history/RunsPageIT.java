package io.jenkins.plugins.attune.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.attune.AttuneBuilder;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.run.RecentRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONNull;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the page of all runs tells, and to whom. */
@WithJenkins
class RunsPageIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) {
        rule = jenkins;
    }

    @AfterEach
    void clear() throws Exception {
        rule.jenkins.disableSecurity();
        for (TopLevelItem item : rule.jenkins.getItems()) {
            item.delete();
        }
    }

    private static HtmlPage page(String path) throws Exception {
        return rule.createWebClient().withJavaScriptEnabled(false).goTo(path);
    }

    private static JSONObject json(String path) throws Exception {
        return rule.getJSON(path).getJSONObject();
    }

    private static FreeStyleBuild echo(String job, Result expected) throws Exception {
        AttuneBuilder builder = new AttuneBuilder(expected == Result.SUCCESS ? "core.echo" : "core.fail");
        builder.setParameters(expected == Result.SUCCESS ? "message: the-parameter" : "exit_code: 7");
        FreeStyleProject project = rule.createFreeStyleProject(job);
        project.getBuildersList().add(builder);
        return rule.buildAndAssertStatus(expected, project);
    }

    @Test
    void runsOfAllBuildsAreListed() throws Exception {
        echo("good", Result.SUCCESS);
        echo("bad", Result.FAILURE);
        HtmlPage page = page("attune/runs/");
        HtmlTable table = page.getHtmlElementById("attune-runs");
        assertThat(table.getRowCount()).isEqualTo(3);
        assertThat(table.getRow(1).asNormalizedText()).contains("Failed", "exit code 7", "core.fail", "bad #1");
        assertThat(table.getRow(2).asNormalizedText()).contains("Succeeded", "core.echo", "good #1");
        assertThat(page.getAnchorByText("Failed").click().getWebResponse().getContentAsString())
                .contains("core.fail failed with exit code 7");
        assertThat(page("attune/runs/?status=failed").asNormalizedText()).doesNotContain("good #1");
        assertThat(page("attune/runs/?action=core.echo").asNormalizedText()).doesNotContain("bad #1");
        assertThat(page("attune/runs/?job=GOO").asNormalizedText()).doesNotContain("bad #1");
        assertThat(page("attune/packs/core/echo/").asNormalizedText()).contains("good #1", "Durations of the latest 1");
        assertThat(page("attune/").asNormalizedText()).contains("good #1", "bad #1");
    }

    @Test
    void programsFollowTheListToItsEnd() throws Exception {
        for (int i = 0; i < 5; i++) {
            echo("job" + i, Result.SUCCESS);
        }
        List<String> jobs = new ArrayList<>();
        String next = "attune/runs/api/json?limit=2&action=core.echo";
        while (next != null) {
            JSONObject part = json(next);
            assertThat(part.getInt("total")).isEqualTo(5);
            part.getJSONArray("runs").forEach(run -> jobs.add(((JSONObject) run).getString("job")));
            next = part.get("next") instanceof JSONNull
                    ? null
                    : part.getString("next").substring(rule.getURL().toString().length());
        }
        assertThat(jobs).containsExactly("job4", "job3", "job2", "job1", "job0");
    }

    @Test
    void aRunTellsHowLongItTookAndNothingOfItsParameters() throws Exception {
        FreeStyleBuild build = echo("timed", Result.SUCCESS);
        JSONObject run = json("attune/runs/api/json").getJSONArray("runs").getJSONObject(0);
        assertThat(run.getString("status")).isEqualTo("succeeded");
        assertThat(run.getInt("exitCode")).isZero();
        assertThat(run.getInt("build")).isEqualTo(1);
        assertThat(run.getLong("totalMs")).isGreaterThanOrEqualTo(run.getLong("durationMs"));
        assertThat(run.getString("url")).startsWith(rule.getURL() + build.getUrl() + "attune/run/");
        assertThat(run.toString()).doesNotContain("the-parameter");
        String url = run.getString("url").substring(rule.getURL().toString().length());
        JSONObject details = json(url + "api/json");
        assertThat(details.getString("status")).isEqualTo("succeeded");
        assertThat(details.getJSONObject("result").getLong("durationMs")).isEqualTo(run.getLong("durationMs"));
        JSONArray streams = details.getJSONArray("streams");
        assertThat(streams.getJSONObject(0).getInt("length")).isEqualTo("the-parameter\n".length());
    }

    @Test
    void aRunThatGoesOnIsThere() throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "slow");
        job.setDefinition(
                new CpsFlowDefinition("node { attuneRun action: 'core.sleep', parameters: [seconds: 600] }", true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        json("attune/runs/api/json").getJSONArray("going").toString())
                .contains("core.sleep"));
        JSONObject going = json("attune/runs/api/json").getJSONArray("going").getJSONObject(0);
        assertThat(going.getString("action")).isEqualTo("core.sleep");
        assertThat(going.getString("job")).isEqualTo("slow");
        assertThat(page("attune/runs/").asNormalizedText()).contains("Going on", "slow #1");
        build.doStop();
        rule.waitForCompletion(build);
        assertThat(json("attune/runs/api/json").getJSONArray("going").size()).isZero();
        assertThat(json("attune/runs/api/json?status=aborted").getInt("total")).isEqualTo(1);
    }

    @Test
    void theResultIsShownAsATree() throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "result");
        job.setDefinition(new CpsFlowDefinition("node { attuneRun 'core.noop' }", true));
        rule.buildAndAssertSuccess(job);
        HtmlPage run = page("attune/runs/").getAnchorByText("Succeeded").click();
        assertThat(run.asNormalizedText()).contains("core.noop", "Succeeded", "stdout", "stderr");
    }

    @Test
    void aJobIsKnownToItsReadersOnly() throws Exception {
        echo("open", Result.SUCCESS);
        echo("hidden", Result.SUCCESS);
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, AttunePermissions.VIEW)
                .everywhere()
                .to("viewer")
                .grant(Item.READ)
                .onItems(rule.jenkins.getItem("open"))
                .to("viewer"));
        JenkinsRule.WebClient viewer =
                rule.createWebClient().withJavaScriptEnabled(false).login("viewer");
        for (String path : List.of(
                "attune/",
                "attune/runs/",
                "attune/runs/?job=hidden",
                "attune/packs/core/echo/",
                "attune/runs/api/json?depth=5",
                "attune/runs/api/xml",
                "attune/api/json?depth=5",
                "attune/packs/core/echo/api/json?depth=5")) {
            String told = viewer.goTo(path, null).getWebResponse().getContentAsString();
            assertThat(told.replace("value=\"hidden\"", "")
                            .replace("aria-hidden", "")
                            .replace("visually-hidden", ""))
                    .as(path)
                    .doesNotContain("hidden");
        }
        assertThat(viewer.goTo("attune/runs/").asNormalizedText()).contains("open #1", "1 run");
    }

    @Test
    void aRenamedJobKeepsItsRunsAndADeletedOneLeavesNone() throws Exception {
        FreeStyleBuild build = echo("before", Result.SUCCESS);
        build.getProject().renameTo("after");
        assertThat(json("attune/runs/api/json")
                        .getJSONArray("runs")
                        .getJSONObject(0)
                        .getString("job"))
                .isEqualTo("after");
        build.getProject().delete();
        assertThat(json("attune/runs/api/json").getInt("total")).isZero();
        echo("after", Result.SUCCESS);
        assertThat(json("attune/runs/api/json").getInt("total")).isEqualTo(1);
        assertThat(RecentRuns.get()).isNotNull();
    }

    @Test
    void aDeletedBuildIsNamedAndNotLinked() throws Exception {
        FreeStyleBuild build = echo("kept", Result.SUCCESS);
        build.delete();
        JSONObject run = json("attune/runs/api/json").getJSONArray("runs").getJSONObject(0);
        assertThat(run.get("url")).isInstanceOf(JSONNull.class);
        assertThat(page("attune/runs/").asNormalizedText()).contains("kept #1");
    }
}
