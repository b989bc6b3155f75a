package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Runs the pipelines of the quick start, declarative and scripted, so that they stay true. */
@WithJenkins
class GuideIT {
    private static final Path GUIDE = Path.of("..", "..", "docs", "quick-start.md");
    private static final Pattern GROOVY = Pattern.compile("(?ms)^```groovy\\n(.*?)^```$");

    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        Fixtures.secretText(rule.jenkins, "demo-token", "only an example");
    }

    private static List<String> pipelines() throws IOException {
        return GROOVY.matcher(Files.readString(GUIDE))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String log(int number) throws Exception {
        WorkflowJob job = Fixtures.pipeline(rule, "guide-" + number, pipelines().get(number));
        return JenkinsRule.getLog(rule.buildAndAssertSuccess(job));
    }

    @Test
    void theDeclarativeExampleGreets() throws Exception {
        assertThat(pipelines()).hasSize(3);
        assertThat(pipelines().get(0)).startsWith("pipeline {");
        assertThat(log(0)).contains("Hello from guide-0");
    }

    @Test
    void theScriptedExampleUsesTheResult() throws Exception {
        assertThat(log(1)).contains("It said Hello in ");
    }

    @Test
    void theExampleWithACredentialTellsNothingOfIt() throws Exception {
        assertThat(log(2)).doesNotContain("only an example");
    }
}
