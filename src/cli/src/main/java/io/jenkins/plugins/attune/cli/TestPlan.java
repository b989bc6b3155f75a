package io.jenkins.plugins.attune.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The section {@code testing} of a manifest.
 *
 * @param minPassRate share of the suites that must pass, from 0 to 1
 * @param blocking whether a failure is one of the command
 */
record TestPlan(boolean enabled, double minPassRate, boolean blocking, List<Suite> suites) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    TestPlan {
        suites = List.copyOf(suites);
    }

    /**
     * One program that tests.
     *
     * @param runtime name or alias
     * @param type such as {@code unittest}
     * @param entryPoint below the pack's directory
     */
    record Suite(String runtime, String type, String entryPoint, Duration timeout) {
        @Override
        public String toString() {
            return runtime + " (" + type + " " + entryPoint + ")";
        }
    }

    /** Reads what a manifest holds; what is missing gets the usual value. */
    static TestPlan of(JsonNode manifest) {
        JsonNode testing = manifest.path("testing");
        List<Suite> suites = new ArrayList<>();
        testing.path("runners")
                .properties()
                .forEach(runner -> suites.add(new Suite(
                        runner.getKey(),
                        runner.getValue().path("type").asText("script"),
                        runner.getValue().path("entry_point").asText(""),
                        timeout(runner.getValue().path("timeout")))));
        return new TestPlan(
                testing.path("enabled").asBoolean(true),
                testing.path("min_pass_rate").asDouble(1),
                "block".equals(testing.path("on_failure").asText("block")),
                suites);
    }

    private static Duration timeout(JsonNode seconds) {
        long asked = seconds.asLong(0);
        if (asked <= 0) {
            return DEFAULT_TIMEOUT;
        }
        return asked > MAX_TIMEOUT.toSeconds() ? MAX_TIMEOUT : Duration.ofSeconds(asked);
    }
}
