package io.jenkins.plugins.attune.metrics;

import com.codahale.metrics.CachedGauge;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.MetricSet;
import hudson.Extension;
import io.jenkins.plugins.attune.engine.queue.QueueStatistics;
import io.jenkins.plugins.attune.engine.queue.Waits;
import io.jenkins.plugins.attune.run.QueueDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import jenkins.metrics.api.MetricProvider;

/**
 * Numbers of all queues together, where the metrics plugin is installed.
 *
 * <p>There is none for each queue: keys may be made of parameter values, so that their number has no bound, and who
 * collects metrics keeps every name for ever.
 */
@Extension(optional = true)
public final class QueueMetrics extends MetricProvider {
    /** For how long the numbers that one look gave are good enough for the other metrics. */
    private static final long FRESH_SECONDS = 1;

    private final Gauge<QueueStatistics> statistics = new CachedGauge<>(FRESH_SECONDS, TimeUnit.SECONDS) {
        @Override
        protected QueueStatistics loadValue() {
            try {
                return QueueDesk.get().statistics();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    @Override
    public MetricSet getMetricSet() {
        return metrics(
                metric("waiting", QueueStatistics::waiting),
                metric("running", QueueStatistics::running),
                metric("granted", QueueStatistics::granted),
                metric("oldest.millis", QueueStatistics::oldestMillis),
                wait("p50", Waits::p50Millis),
                wait("p95", Waits::p95Millis),
                wait("max", Waits::maxMillis));
    }

    private Map.Entry<String, Metric> wait(String name, ToLongFunction<Waits> number) {
        return metric("wait.millis." + name, all -> number.applyAsLong(all.waits()));
    }

    private Map.Entry<String, Metric> metric(String name, ToLongFunction<QueueStatistics> number) {
        Gauge<Long> gauge = () -> number.applyAsLong(statistics.getValue());
        return metric(MetricRegistry.name("attune", "queues", name), gauge);
    }
}
