package io.jenkins.plugins.attune;

import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.EnvironmentSettings;
import io.jenkins.plugins.attune.config.PackAdditions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Each call that the key bridge answers, made once through the platform's clients by a pipeline's run: no part of the build,
 * because these come from package indexes, or are built from their sources. {@code attune.sdk} is a requirement of pip,
 * {@code attune.js} the archive that {@code npm pack} makes: {@code mvn -Pjenkins verify -Dtest=PublishedClientRuns
 * -Dsurefire.failIfNoSpecifiedTests=false -Dattune.sdk=attune-sdk==0.3.0 -Dattune.js=/tmp/attune-sdk-0.1.0.tgz}.
 */
@WithJenkins
class PublishedClientRuns {
    private static final Path PACK = Path.of("src", "test", "clients");

    @Test
    void makeEachCallOnce(JenkinsRule rule) throws Exception {
        Fixtures.secretText(rule.jenkins, "secret", "bound in Jenkins");
        for (String language : List.of("python", "node")) {
            requirement(language.equals("python") ? System.getProperty("attune.sdk") : "");
            WorkflowJob job = Fixtures.pipeline(rule, language, """
                    node('built-in') {
                      attuneKeys {
                        attuneRun action: 'clients.%s', packs: 'packs', keys: ['clients.key': 'secret']
                      }
                    }
                    """.formatted(language));
            Path pack = Path.of(rule.jenkins.getWorkspaceFor(job).getRemote(), "packs", "clients");
            FileUtils.copyDirectory(PACK.toFile(), pack.toFile());
            Files.writeString(
                    pack.resolve("package.json"),
                    "{\"private\": true, \"dependencies\": {\"attune-sdk\": \"file:" + System.getProperty("attune.js")
                            + "\"}}");
            WorkflowRun build = job.scheduleBuild2(0).get();
            System.out.println("==== " + language + ": " + build.getResult() + "\n" + JenkinsRule.getLog(build));
        }
    }

    private static void requirement(String requirement) {
        PackAdditions additions = new PackAdditions("clients");
        additions.setRequirements(requirement);
        EnvironmentSettings environments = new EnvironmentSettings();
        environments.setPacks(List.of(additions));
        AttuneConfiguration.get().setEnvironments(environments);
    }
}
