package io.jenkins.plugins.attune.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContextVariablesTest {
    @Test
    void handsOnWhatIsOnTheListAndNothingElse() {
        EnvVars build = new EnvVars();
        build.put("BUILD_URL", "http://localhost/job/p/1/");
        build.put("PATH", "/opt/bin");
        build.put("https_proxy", "http://proxy");
        build.put("HOME", "/home/agent");
        build.put("SECRET", "bound by withCredentials");
        build.put("path_to", "x");
        assertThat(ContextVariables.of(build, Set.of()))
                .isEqualTo(Map.of(
                        "BUILD_URL", "http://localhost/job/p/1/", "PATH", "/opt/bin", "https_proxy", "http://proxy"));
    }

    @Test
    void handsOnElsewhereWhatTheBuildSetAndNothingOfTheAgent() {
        EnvVars agent = new EnvVars();
        agent.put("PATH", "/agent/bin");
        agent.put("LANG", "de_DE.UTF-8");
        agent.put("HTTP_PROXY", "http://proxy");
        EnvVars build = new EnvVars(agent);
        build.put("PATH", "/tool/bin:/agent/bin");
        build.put("TMPDIR", "/agent/tmp");
        build.put("TZ", "Asia/Tokyo");
        build.put("HTTP_PROXY", "http://other");
        assertThat(ContextVariables.elsewhere(build, agent))
                .isEqualTo(Map.of("TZ", "Asia/Tokyo", "HTTP_PROXY", "http://other"));
    }
}
