package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A secret that is written into a job is refused, or treated as a secret where the administrator lets it pass. */
@WithJenkins
class LiteralSecretsIT {
    private static WorkflowJob job(JenkinsRule rule) throws Exception {
        WorkflowJob job = Fixtures.pipeline(rule, "literal", """
                node('built-in') {
                  def r = attuneRun action: 'trial.digest', packs: 'packs',
                      parameters: [text: 'a literal text', list: ['a literal item'], show: true]
                  echo "<${r.output.list}>"
                }
                """);
        Fixtures.packsInWorkspace(rule.jenkins, job, Fixtures.TEST_PACKS);
        return job;
    }

    @Test
    void isRefusedWithTheCallThatWouldBeRight(JenkinsRule rule) throws Exception {
        assertThat(JenkinsRule.getLog(rule.buildAndAssertStatus(Result.FAILURE, job(rule))))
                .contains("credentials: [list: '<id of a credential>', text: '<id of a credential>']")
                .doesNotContain("a literal");
    }

    @Test
    void isHiddenAndWarnedOfWhereItIsAllowed(JenkinsRule rule) throws Exception {
        AttuneConfiguration.get().setLiteralSecrets(true);
        try {
            assertThat(JenkinsRule.getLog(rule.buildAndAssertSuccess(job(rule))))
                    .contains(
                            "[attune] warning: secret, and written into the job, where others can read it: list, text")
                    .contains("shown ****")
                    .doesNotContain("a literal text")
                    .doesNotContain("a literal item");
        } finally {
            AttuneConfiguration.get().setLiteralSecrets(false);
        }
    }
}
