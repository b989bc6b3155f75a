package io.jenkins.plugins.attune.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.attune.AttuneBuilder;
import java.util.stream.IntStream;
import net.sf.json.JSONArray;
import net.sf.json.JSONNull;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the pages of packs and actions tell, to people and to programs. */
@WithJenkins
class PackPagesIT {
    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) {
        rule = jenkins;
    }

    private static HtmlPage page(String path) throws Exception {
        return rule.createWebClient().withJavaScriptEnabled(false).goTo(path);
    }

    private static JSONObject json(String path) throws Exception {
        return rule.getJSON(path).getJSONObject();
    }

    private static int status(String path) throws Exception {
        return rule.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withJavaScriptEnabled(false)
                .goTo(path, null)
                .getWebResponse()
                .getStatusCode();
    }

    @Test
    void fromTheOverviewToAnAction() throws Exception {
        HtmlPage overview = page("attune/");
        HtmlPage packs = overview.getElementById("attune-tile-packs").click();
        HtmlTable table = packs.getHtmlElementById("attune-packs");
        assertThat(table.asNormalizedText()).contains("core");
        HtmlPage core = packs.getElementById("attune-pack-core").click();
        assertThat(core.asNormalizedText()).contains("echo", "http_request", "Adds the runtimes");
        HtmlPage echo = core.getElementById("attune-action-echo").click();
        assertThat(echo.getUrl().getPath()).endsWith("/attune/packs/core/echo/");
        assertThat(echo.asNormalizedText()).contains("core.echo", "message", "Calls to copy");
    }

    @Test
    void programsReadThePacks() throws Exception {
        JSONObject all = json("attune/packs/api/json");
        assertThat(all.getInt("total")).isEqualTo(all.getJSONArray("packs").size());
        assertThat(all.get("next")).isEqualTo(JSONNull.getInstance());
        JSONObject core = json("attune/packs/core/api/json");
        assertThat(core.getString("ref")).isEqualTo("core");
        assertThat(core.getInt("actionCount"))
                .isEqualTo(core.getJSONArray("actions").size());
        assertThat(core.getJSONArray("problems").size()).isZero();
        assertThat(json("attune/api/json").getJSONObject("packs").getInt("total"))
                .isEqualTo(all.getInt("total"));
    }

    @Test
    void programsReadWhatACallerHasToKnow() throws Exception {
        JSONObject action = json("attune/packs/core/http_request/api/json");
        assertThat(action.getString("ref")).isEqualTo("core.http_request");
        JSONArray parameters = action.getJSONArray("parameters");
        JSONObject url = parameters.getJSONObject(0);
        assertThat(url.getString("name")).isEqualTo("url");
        assertThat(url.getBoolean("required")).isTrue();
        assertThat(IntStream.range(0, parameters.size())
                        .mapToObj(parameters::getJSONObject)
                        .filter(parameter -> parameter.getBoolean("secret")))
                .isNotEmpty()
                .allMatch(parameter -> parameter.get("default") instanceof JSONNull);
        assertThat(action.getJSONObject("examples").getString("pipeline"))
                .startsWith("attuneRun action: 'core.http_request', parameters: [url: ");
    }

    @Test
    void theCallsThatAreShownRun() throws Exception {
        for (String action : new String[] {"echo", "noop"}) {
            JSONObject examples =
                    json("attune/packs/core/" + action + "/api/json").getJSONObject("examples");
            WorkflowJob pipeline = rule.createProject(WorkflowJob.class, "pipeline-" + action);
            pipeline.setDefinition(new CpsFlowDefinition("node {\n" + examples.getString("pipeline") + "\n}", true));
            rule.buildAndAssertSuccess(pipeline);
            FreeStyleProject freestyle = rule.createFreeStyleProject("freestyle-" + action);
            AttuneBuilder builder = new AttuneBuilder("core." + action);
            builder.setParameters(examples.getString("freestyleParameters"));
            freestyle.getBuildersList().add(builder);
            rule.buildAndAssertSuccess(freestyle);
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertThat(status("attune/packs/nothing/")).isEqualTo(404);
        assertThat(status("attune/packs/core/nothing/")).isEqualTo(404);
        assertThat(status("attune/packs/core/echo/nothing")).isEqualTo(404);
        assertThat(status("attune/packs/core/echo/nothing/api/json")).isEqualTo(404);
        assertThat(status("attune/packs/~core/")).isEqualTo(404);
        assertThat(status("attune/packs/core/page")).isEqualTo(404);
        assertThat(status("attune/packs/core/..%2fecho/")).as("up").isIn(400, 404);
    }

    @Test
    void whatMakesNoSenseIsRefused() throws Exception {
        for (String wrong : new String[] {"from=-1", "from=x", "limit=0", "limit=1001", "from=99999999999"}) {
            assertThat(status("attune/packs/api/json?" + wrong)).as(wrong).isEqualTo(400);
        }
        for (String wrong : new String[] {"from=0", "from=x", "limit=0", "limit=1001"}) {
            assertThat(status("attune/runs/api/json?" + wrong)).as(wrong).isEqualTo(400);
            assertThat(status("attune/runs/?" + wrong)).as(wrong).isEqualTo(400);
        }
    }
}
