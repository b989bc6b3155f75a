package io.jenkins.plugins.attune.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultVariablesTest {
    private static ResultVariables of(Object output) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("status", "failed");
        result.put("exitCode", 3);
        result.put("output", output);
        return ResultVariables.of("X", new SharedResult(result));
    }

    @Test
    void statusOutputAndEachFieldBecomeVariables() {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("host-name", "h");
        output.put("ports", List.of(80, 443));
        output.put("server", Map.of("zone", Map.of("id", 7)));
        output.put("none", null);
        assertThat(of(output).variables())
                .isEqualTo(Map.of(
                        "X_STATUS", "failed",
                        "X_EXIT_CODE", "3",
                        "X_OUTPUT",
                                "{\"host-name\":\"h\",\"ports\":[80,443],\"server\":{\"zone\":{\"id\":7}},\"none\":null}",
                        "X_OUTPUT_HOST_NAME", "h",
                        "X_OUTPUT_PORTS", "[80,443]",
                        "X_OUTPUT_SERVER_ZONE_ID", "7"));
    }

    @Test
    void aTextIsTheOutputAsItIs() {
        assertThat(of("a\nb").variables()).containsEntry("X_OUTPUT", "a\nb");
        assertThat(of(null).variables()).doesNotContainKey("X_OUTPUT");
    }

    @Test
    void whatIsTooLargeOrTooManyIsLeftOutAndNamed() {
        ResultVariables large = of("x".repeat(ResultVariables.MAX_VALUE_BYTES + 1));
        assertThat(large.variables()).doesNotContainKey("X_OUTPUT");
        assertThat(large.leftOut()).containsExactly("X_OUTPUT");

        Map<String, Object> many = new LinkedHashMap<>();
        for (int i = 0; i < 1_000; i++) {
            many.put("f" + i, "y".repeat(1_000));
        }
        ResultVariables bounded = of(many);
        assertThat(bounded.variables()).hasSizeBetween(60, ResultVariables.MAX_VARIABLES);
        assertThat(String.join("", bounded.variables().values()).length())
                .isLessThanOrEqualTo(ResultVariables.MAX_BYTES);
        assertThat(bounded.leftOut()).hasSize(ResultVariables.MAX_VARIABLES);
    }

    @Test
    void whatNoEnvironmentCanHoldIsLeftOut() {
        assertThat(of("a\0b").leftOut()).containsExactly("X_OUTPUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1X", "x", "A-B", "A B", "A$B"})
    void aPrefixThatIsNoNameIsRefused(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> ResultVariables.checkedPrefix(prefix));
    }
}
