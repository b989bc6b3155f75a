package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The build step of freestyle jobs, on an agent with a process of its own. */
@WithJenkins
class AttuneBuilderIT {
    @RegisterExtension
    private static final SharedAgent REMOTE = new SharedAgent();

    private static JenkinsRule rule;

    @BeforeAll
    static void connect(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        REMOTE.connect(jenkins);
    }

    private static FreeStyleProject job(AttuneBuilder builder) throws Exception {
        FreeStyleProject job = rule.createFreeStyleProject();
        job.setAssignedNode(REMOTE.agent());
        job.getBuildersList().add(builder);
        return job;
    }

    private static String log(FreeStyleProject job, Result expected) throws Exception {
        FreeStyleBuild build = rule.buildAndAssertStatus(expected, job);
        return JenkinsRule.getLog(build);
    }

    @Test
    void runsFromAJobThatWasWrittenByHand() throws Exception {
        String xml = "<project><builders><" + AttuneBuilder.class.getName() + "><action>core.echo</action>"
                + "<parameters>message: by hand</parameters></" + AttuneBuilder.class.getName()
                + "></builders></project>";
        FreeStyleProject job = (FreeStyleProject) rule.jenkins.createProjectFromXML(
                "by-hand", new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        job.setAssignedNode(REMOTE.agent());

        assertThat(log(job, Result.SUCCESS)).contains("by hand");
    }

    @Test
    void runsAnActionWithVariablesInItsParameters() throws Exception {
        AttuneBuilder builder = new AttuneBuilder("core.echo");
        builder.setParameters("message: \"build $BUILD_NUMBER of ${JOB_NAME}, ${UNKNOWN}\"");
        FreeStyleProject job = job(builder);
        assertThat(log(job, Result.SUCCESS)).contains("\nbuild 1 of " + job.getName() + ", ${UNKNOWN}\n");
    }

    @Test
    void failsWithTheActionAndTellsWhy() throws Exception {
        AttuneBuilder builder = new AttuneBuilder("core.fail");
        builder.setParameters("exit_code: 9\nmessage: bad luck");
        assertThat(log(job(builder), Result.FAILURE))
                .contains("ERROR: core.fail failed with exit code 9\nbad luck")
                .doesNotContain("\tat ");
    }

    @Test
    void tellsWhereTheYamlIsWrong() throws Exception {
        AttuneBuilder builder = new AttuneBuilder("core.echo");
        builder.setParameters("message: hi\nmessage: [");
        assertThat(log(job(builder), Result.FAILURE))
                .contains("ERROR: parameters:")
                .doesNotContain("\tat ");
        builder.setParameters("- a list");
        assertThat(log(job(builder), Result.FAILURE)).contains("must be a mapping");
    }

    @Test
    void passesASecretAndHidesIt() throws Exception {
        String secret = "freestyle-secret-value";
        Fixtures.secretText(rule.jenkins, "free", secret);
        AttuneBuilder builder = new AttuneBuilder("trial.blab");
        builder.setCredentialBindings(List.of(new CredentialBinding("token", "free")));
        builder.setPacks("packs");
        FreeStyleProject job = job(builder);
        Fixtures.packsInWorkspace(REMOTE.agent(), job, Fixtures.TEST_PACKS);
        assertThat(log(job, Result.SUCCESS)).contains("raw ****").contains("**** whole");
        assertThat(new SecretScanner(secret).files(job.getRootDir().toPath())).isEmpty();
    }

    @Test
    void leavesNothingWhenAborted() throws Exception {
        AttuneBuilder builder = new AttuneBuilder("trial.tree");
        builder.setPacks("packs");
        FreeStyleProject job = job(builder);
        Fixtures.packsInWorkspace(REMOTE.agent(), job, Fixtures.TEST_PACKS);
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        rule.waitForMessage("planted", build);
        assertThat(REMOTE.running("trial.tree")).isNotEmpty();

        build.getExecutor().interrupt();
        rule.waitForCompletion(build);

        rule.assertBuildStatus(Result.ABORTED, build);
        assertThat(REMOTE.running("trial.tree")).isEmpty();
    }
}
