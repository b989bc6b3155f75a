package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.PasswordParameterValue;
import hudson.model.Result;
import hudson.util.Secret;
import java.util.List;
import org.jenkinsci.plugins.credentialsbinding.impl.SecretBuildWrapper;
import org.jenkinsci.plugins.credentialsbinding.impl.StringBinding;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Secrets that others have put into variables do not reach an action through its environment. */
@WithJenkins
class BoundVariablesIT {
    private static final String BOUND = "what-is-bound";

    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        Fixtures.secretText(rule.jenkins, "bound", BOUND);
    }

    private static WorkflowJob pipeline(String name, String body) throws Exception {
        WorkflowJob job = Fixtures.pipeline(rule, name, "node('built-in') {\n" + body + "\n}");
        Fixtures.packsInWorkspace(rule.jenkins, job, Fixtures.TEST_PACKS);
        return job;
    }

    @Test
    void boundVariablesAreWithheldAndNamed() throws Exception {
        WorkflowJob job = pipeline("withheld", """
                withCredentials([string(credentialsId: 'bound', variable: 'TZ'),
                    string(credentialsId: 'bound', variable: 'OTHER')]) {
                  withEnv(["HTTPS_PROXY=http://ada:${TZ}@proxy", 'LANG=C.UTF-8']) {
                    def r = attuneRun action: 'trial.env', packs: 'packs'
                    echo "<${r.output.TZ} ${r.output.OTHER} ${r.output.HTTPS_PROXY} ${r.output.LANG}>"
                  }
                }
                attuneRun action: 'core.noop'
                """);
        String log = JenkinsRule.getLog(rule.buildAndAssertSuccess(job));
        assertThat(log)
                .containsOnlyOnce(
                        "[attune] not handed on to the action, because they hold secrets: HTTPS_PROXY, OTHER, TZ\n")
                .contains("<null null null C.UTF-8>")
                .doesNotContain(BOUND);
    }

    @Test
    void whatIsBoundIsHiddenInTheStoredOutputToo() throws Exception {
        WorkflowJob job = pipeline("hidden", """
                withCredentials([string(credentialsId: 'bound', variable: 'BOUND')]) {
                  attuneRun action: 'core.echo', parameters: [message: "x " + BOUND + " y"]
                }
                """);
        WorkflowRun build = rule.buildAndAssertSuccess(job);
        assertThat(JenkinsRule.getLog(build)).contains("x **** y");
        assertThat(new SecretScanner(BOUND).files(build.getRootDir().toPath().resolve("attune")))
                .isEmpty();
    }

    @Test
    void aPasswordOfTheBuildIsNoVariableForActions() throws Exception {
        WorkflowJob job = pipeline("parameter", """
                def r = attuneRun action: 'trial.env', packs: 'packs'
                echo "<${r.output.TMPDIR}>"
                attuneRun action: 'core.noop', env: [MINE: env.TMPDIR]
                """);
        job.addProperty(new ParametersDefinitionProperty(
                new PasswordParameterDefinition("TMPDIR", Secret.fromString("of no use"), "")));
        WorkflowRun build = rule.assertBuildStatus(
                Result.FAILURE,
                job.scheduleBuild2(
                                0, new ParametersAction(new PasswordParameterValue("TMPDIR", "password-of-the-build")))
                        .get());
        assertThat(JenkinsRule.getLog(build))
                .contains("not handed on to the action, because they hold secrets: TMPDIR")
                .contains("<null>")
                .contains("the environment variable 'MINE' is refused: its value contains a secret")
                .doesNotContain("password-of-the-build");
    }

    @Test
    void whatAWrapperBindsIsKeptFromTheBuildStep() throws Exception {
        FreeStyleProject job = rule.createProject(Folder.class, "folder").createProject(FreeStyleProject.class, "free");
        job.getBuildWrappersList().add(new SecretBuildWrapper(List.of(new StringBinding("TZ", "bound"))));
        AttuneBuilder shows = new AttuneBuilder("core.echo");
        shows.setParameters("message: what-is-bound here");
        job.getBuildersList().add(shows);
        AttuneBuilder refused = new AttuneBuilder("core.noop");
        refused.setEnv("MINE=http://what-is-bound@proxy");
        job.getBuildersList().add(refused);
        assertThat(JenkinsRule.getLog(rule.buildAndAssertStatus(Result.FAILURE, job)))
                .contains("not handed on to the action, because they hold secrets: TZ")
                .contains("**** here")
                .contains("the environment variable 'MINE' is refused: its value contains a secret");
    }
}
