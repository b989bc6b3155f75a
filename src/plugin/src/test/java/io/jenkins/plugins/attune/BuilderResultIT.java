package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.matrix.TextAxis;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the build step gives to the steps after it, and the kinds of jobs that it works in. */
@WithJenkins
class BuilderResultIT {
    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) {
        rule = jenkins;
    }

    private static AttuneBuilder deploy() {
        AttuneBuilder builder = new AttuneBuilder("trial.deploy");
        builder.setPacks("packs");
        builder.setParameters("target: $JOB_NAME");
        return builder;
    }

    private static FreeStyleProject job(AttuneBuilder builder) throws Exception {
        FreeStyleProject job = rule.createFreeStyleProject();
        job.getBuildersList().add(builder);
        Fixtures.packsInWorkspace(rule.jenkins, job, Fixtures.TEST_PACKS);
        return job;
    }

    private static JSONObject file(Run<?, ?> build, String name) throws Exception {
        FilePath workspace = build instanceof FreeStyleBuild freestyle
                ? freestyle.getWorkspace()
                : rule.jenkins.getWorkspaceFor((WorkflowJob) build.getParent());
        return JSONObject.fromObject(workspace.child(name).readToString());
    }

    @Test
    void laterStepsHaveTheResultAsVariablesWithoutItsSecrets() throws Exception {
        AttuneBuilder builder = deploy();
        builder.setResultPrefix("DEPLOY");
        FreeStyleProject job = job(builder);
        job.getBuildersList().add(new Shell("env | grep ^DEPLOY_ | sort"));
        FreeStyleBuild build = rule.buildAndAssertSuccess(job);

        assertThat(JenkinsRule.getLog(build))
                .contains("\nDEPLOY_EXIT_CODE=0\n")
                .contains("\nDEPLOY_OUTPUT_HOST=" + job.getName() + ".example.org\n")
                .contains("\nDEPLOY_OUTPUT_PORTS=[80,443]\n")
                .contains("\nDEPLOY_STATUS=succeeded\n")
                .doesNotContain("DEPLOY_OUTPUT_SESSION");
        assertThat(new SecretScanner("open-sesame").files(job.getRootDir().toPath()))
                .as("apart from what the action itself printed")
                .allMatch(place ->
                        place.toString().contains("log") || place.toString().contains("stdout"));
        assertThat(Files.readString(build.getRootDir().toPath().resolve("build.xml")))
                .doesNotContain("example.org");
    }

    @Test
    void theResultIsAFileAlsoWhereTheActionFails() throws Exception {
        AttuneBuilder builder = new AttuneBuilder("core.fail");
        builder.setParameters("exit_code: 7\nmessage: no way");
        builder.setResultFile("out/$BUILD_NUMBER/result.json");
        FreeStyleBuild build = rule.buildAndAssertStatus(Result.FAILURE, job(builder));
        JSONObject result = file(build, "out/1/result.json");
        assertThat(result.getString("status")).isEqualTo("failed");
        assertThat(result.getInt("exitCode")).isEqualTo(7);
        assertThat(result.getString("stderr")).isEqualTo("no way\n");
    }

    @Test
    void aFileHoldsNothingThatIsDeclaredSecret() throws Exception {
        AttuneBuilder builder = deploy();
        builder.setResultFile("result.json");
        FreeStyleBuild build = rule.buildAndAssertSuccess(job(builder));
        JSONObject result = file(build, "result.json");
        assertThat(result.getJSONObject("output").toString())
                .isEqualTo("{\"host\":\"" + build.getParent().getName() + ".example.org\",\"ports\":[80,443]}");
        assertThat(result.toString()).doesNotContain("open-sesame");
    }

    @Test
    void aFileOutsideOfTheWorkspaceIsRefused() throws Exception {
        AttuneBuilder builder = deploy();
        builder.setResultFile("../out.json");
        rule.assertLogContains(
                "ERROR: the file of a result must be named by its path below the workspace",
                rule.buildAndAssertStatus(Result.FAILURE, job(builder)));
        builder.setResultFile("link/out.json");
        FreeStyleProject job = job(builder);
        Path workspace = Path.of(rule.jenkins.getWorkspaceFor(job).getRemote());
        Path outside = Files.createDirectories(workspace.resolveSibling("outside"));
        Files.createSymbolicLink(workspace.resolve("link"), outside);
        rule.assertLogContains(
                "ERROR: the result can't be written to 'link/out.json': it leads out of the workspace",
                rule.buildAndAssertStatus(Result.FAILURE, job));
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void thePipelineStepWritesTheFileAndReturns() throws Exception {
        WorkflowJob job = Fixtures.pipeline(
                rule,
                "file",
                "node { def r = attuneRun action: 'core.echo', parameters: [message: 'hi'], resultFile: 'r.json'\n"
                        + "echo \"output ${r.output}, file ${readFile('r.json').contains('\"succeeded\"')}\" }");
        rule.assertLogContains("output hi, file true", rule.buildAndAssertSuccess(job));
    }

    @Test
    void thePageOfARunLeavesOutWhatIsDeclaredSecret() throws Exception {
        WorkflowJob job = Fixtures.pipeline(
                rule,
                "paged",
                "node { def r = attuneRun action: 'trial.deploy', packs: 'packs', parameters: [target: 'x']\n"
                        + "echo \"session ${r.output.session.key}\" }");
        Fixtures.packsInWorkspace(rule.jenkins, job, Fixtures.TEST_PACKS);
        WorkflowRun build = rule.buildAndAssertSuccess(job);
        rule.assertLogContains("session open-sesame", build);
        String[] runs = build.getRootDir().toPath().resolve("attune").toFile().list();

        String run = build.getUrl() + "attune/run/" + runs[0] + "/api/json";
        assertThat(rule.createWebClient()
                        .goTo(run, "application/json")
                        .getWebResponse()
                        .getContentAsString())
                .contains("x.example.org")
                .doesNotContain("open-sesame");
    }

    @Test
    void everyCellOfAMatrixRunsWithItsOwnValues() throws Exception {
        MatrixProject job = rule.createProject(MatrixProject.class, "matrix");
        job.setAxes(new AxisList(new TextAxis("WHO", "ada", "bert"), new TextAxis("DELAY", "0", "0.01")));
        AttuneBuilder echo = new AttuneBuilder("core.echo");
        echo.setParameters("message: $WHO waits $DELAY");
        AttuneBuilder sleep = new AttuneBuilder("core.sleep");
        sleep.setParameters("seconds: $DELAY");
        job.getBuildersList().add(echo);
        job.getBuildersList().add(sleep);
        MatrixBuild build = rule.buildAndAssertSuccess(job);

        assertThat(build.getRuns()).hasSize(4);
        for (MatrixRun cell : build.getRuns()) {
            Map<String, String> values = cell.getBuildVariables();
            rule.assertLogContains("\n" + values.get("WHO") + " waits " + values.get("DELAY") + "\n", cell);
        }
    }

    @Test
    void aPipelineCanCallTheBuildStepByItsClassAndByItsSymbol() throws Exception {
        WorkflowJob job = Fixtures.pipeline(
                rule,
                "general",
                "node { step([$class: 'AttuneBuilder', action: 'core.echo', parameters: 'message: by class', resultPrefix: 'X'])\n"
                        + "attuneAction action: 'core.echo', parameters: 'message: \"by symbol in $JOB_NAME\"' }");
        assertThat(JenkinsRule.getLog(rule.buildAndAssertSuccess(job)))
                .contains("\nby class\n")
                .contains("variables of a result are set in freestyle and matrix builds only")
                .contains("\nby symbol in general\n");
    }
}
