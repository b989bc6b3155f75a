package io.jenkins.plugins.attune.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.Gauge;
import hudson.model.Run;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.run.TestTickets;
import java.time.Duration;
import java.util.SortedMap;
import java.util.stream.Collectors;
import jenkins.metrics.api.Metrics;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the metrics plugin shows of the queues. */
@WithJenkins
class QueueMetricsIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    private static SortedMap<String, Gauge> shown() {
        return Metrics.metricRegistry().getGauges((name, metric) -> name.startsWith("attune."));
    }

    private static Object value(String name) {
        return shown().get("attune.queues." + name).getValue();
    }

    @Test
    void theNumbersOfAllQueuesAreMetricsAndNamesOfQueuesAreNone(JenkinsRule rule) throws Exception {
        await().atMost(SOON).untilAsserted(() -> assertThat(shown()).hasSize(7));
        Run<?, ?> build = TestTickets.running(rule, "app");
        TestTickets tickets = new TestTickets();
        String first = tickets.enter(build, TestTickets.one("k"));
        for (int i = 0; i < 20; i++) {
            tickets.enter(build, TestTickets.one("k"));
            tickets.enter(build, TestTickets.one("one-off-" + i));
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(value("waiting")).isEqualTo(20L));
        assertThat(value("running")).isEqualTo(21L);
        assertThat(value("granted")).isEqualTo(21L);
        assertThat((Long) value("oldest.millis")).isPositive();
        tickets.release(first, Outcome.SUCCEEDED);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat((Long) value("wait.millis.max")).isPositive());
        assertThat(value("wait.millis.p50")).isEqualTo(0L);
        assertThat(shown()).hasSize(7);
        assertThat(shown().keySet().stream().collect(Collectors.joining())).doesNotContain("one-off");
    }
}
