package io.jenkins.plugins.attune.page;

import io.jenkins.plugins.attune.engine.queue.QueueStatistics;
import io.jenkins.plugins.attune.view.Ages;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Numbers of one queue, or of all. */
@ExportedBean(defaultVisibility = 3)
public final class QueueNumbers {
    private final QueueStatistics numbers;

    QueueNumbers(QueueStatistics numbers) {
        this.numbers = numbers;
    }

    @Exported
    public int getWaiting() {
        return numbers.waiting();
    }

    @Exported
    public int getRunning() {
        return numbers.running();
    }

    @Exported
    public long getGranted() {
        return numbers.granted();
    }

    @Exported
    public long getOldestMillis() {
        return numbers.oldestMillis();
    }

    @Exported
    public long getWaitP50Millis() {
        return numbers.waits().p50Millis();
    }

    @Exported
    public long getWaitP95Millis() {
        return numbers.waits().p95Millis();
    }

    @Exported
    public long getWaitMaxMillis() {
        return numbers.waits().maxMillis();
    }

    public String getOldest() {
        return Ages.of(numbers.oldestMillis());
    }

    public String getMedian() {
        return Ages.measured(numbers.waits().p50Millis());
    }

    public String getNearlyAll() {
        return Ages.measured(numbers.waits().p95Millis());
    }

    public String getLongest() {
        return Ages.measured(numbers.waits().maxMillis());
    }
}
