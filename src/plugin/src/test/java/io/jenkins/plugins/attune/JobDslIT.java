package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.lang.GroovyShell;
import groovy.util.DelegatingScript;
import hudson.model.FreeStyleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the manual says for the Job DSL plugin makes the job that it is meant to. */
@WithJenkins
class JobDslIT {
    private static final Path GUIDE = Path.of("..", "..", "docs", "freestyle.md");
    private static final Pattern SCRIPT = Pattern.compile("(?ms)^```\\n(freeStyleJob\\(.*?)^```$");

    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule jenkins) {
        rule = jenkins;
    }

    private static String script() throws IOException {
        Matcher found = SCRIPT.matcher(Files.readString(GUIDE));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static void run(String text) {
        CompilerConfiguration delegating = new CompilerConfiguration();
        delegating.setScriptBaseClass(DelegatingScript.class.getName());
        DelegatingScript script =
                (DelegatingScript) new GroovyShell(JobDslIT.class.getClassLoader(), delegating).parse(text);
        script.setDelegate(new DynamicDsl.Jobs());
        script.run();
    }

    @Test
    void theExampleMakesAJob() throws Exception {
        run(script());

        FreeStyleProject job = rule.jenkins.getItemByFullName("announce", FreeStyleProject.class);
        AttuneBuilder step = job.getBuildersList().get(AttuneBuilder.class);
        assertThat(step.getAction()).isEqualTo("core.http_request");
        assertThat(FormText.parameters(step.getParameters()))
                .isEqualTo(Map.of(
                        "url", "https://example.org/releases", "method", "POST", "json", Map.of("job", "$JOB_NAME")));
        assertThat(step.getResultPrefix()).isEqualTo("ANNOUNCE");
        assertThat(step.getCredentialBindings()).singleElement().satisfies(binding -> {
            assertThat(binding.getParameter()).isEqualTo("auth_token");
            assertThat(binding.getReference()).isEqualTo("example-api-token");
        });
    }

    @Test
    void namesThatDoNotExistAreToldFromThose() throws Exception {
        for (String name : new String[] {"attuneAction", "attuneCredential", "credentialBindings", "resultPrefix"}) {
            String wrong = script().replace(name, name + "s").replace("'announce'", "'with-" + name + "s'");
            assertThatThrownBy(() -> run(wrong)).as(name).hasMessageEndingWith(" " + name + "s");
        }
    }
}
