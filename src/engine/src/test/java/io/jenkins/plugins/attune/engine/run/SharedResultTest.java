package io.jenkins.plugins.attune.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedResultTest {
    private static Map<String, Object> result(Object output, List<String> secret) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("status", "succeeded");
        result.put("output", output);
        result.put("stdout", "hunter2");
        result.put(SharedResult.SECRETS, secret);
        return result;
    }

    private static Object shared(Object output, String... secret) {
        return new SharedResult(result(output, List.of(secret))).output();
    }

    @Test
    void whatIsDeclaredSecretIsLeftOutWhereverItIs() {
        Map<String, Object> output = Map.of(
                "token", "hunter2",
                "a/b", "hunter2",
                "host", "h",
                "users", List.of(Map.of("name", "ada", "key", "hunter2"), Map.of("name", "bert")),
                "byName", Map.of("x", Map.of("key", "hunter2", "port", 1)));
        assertThat(shared(output, "/token", "/a~1b", "/users/*/key", "/byName/*/key", "/absent/key"))
                .isEqualTo(Map.of(
                        "host", "h",
                        "users", List.of(Map.of("name", "ada"), Map.of("name", "bert")),
                        "byName", Map.of("x", Map.of("port", 1))));
    }

    @Test
    void everyItemOfAListMayBeSecret() {
        assertThat(shared(List.of("hunter2", "hunter2"), "/*")).isEqualTo(List.of());
    }

    @Test
    void theRawTextGoesWithTheSecrets() {
        assertThat(new SharedResult(result(Map.of("token", "hunter2"), List.of("/token"))).json())
                .doesNotContain("hunter2", "stdout", SharedResult.SECRETS)
                .endsWith("}\n");
        assertThat(new SharedResult(result("text", List.of())).json()).contains("\"stdout\" : \"hunter2\"");
    }
}
