package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.attune.engine.queue.BreakerView;
import io.jenkins.plugins.attune.engine.queue.BreakerView.Phase;
import io.jenkins.plugins.attune.run.QueueDesk;
import java.util.Date;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A circuit breaker as the current user may see it. */
@ExportedBean(defaultVisibility = 3)
public final class BreakerReport {
    private final BreakerView breaker;

    @CheckForNull
    private final Run<?, ?> lastFailed;

    BreakerReport(BreakerView breaker) {
        this.breaker = breaker;
        this.lastFailed = breaker.lastFailed().isEmpty()
                ? null
                : QueueDesk.build(breaker.lastFailed()).orElse(null);
    }

    @Exported
    public String getState() {
        return breaker.phase().name();
    }

    /** In a row. */
    @Exported
    public int getFailures() {
        return breaker.failures();
    }

    /** When it lets one run through, in milliseconds since the epoch; null where it is closed. */
    @Exported
    @CheckForNull
    public Long getUntil() {
        return isClosed() ? null : Long.valueOf(breaker.until().toEpochMilli());
    }

    /** The build that failed last; null where the current user may not know. */
    @Exported
    @CheckForNull
    public String getLastFailed() {
        return lastFailed == null ? null : lastFailed.getExternalizableId();
    }

    public boolean isClosed() {
        return breaker.phase() == Phase.CLOSED;
    }

    public boolean isOpen() {
        return breaker.phase() == Phase.OPEN;
    }

    public Date getUntilDate() {
        return Date.from(breaker.until());
    }

    @CheckForNull
    public String getLastFailedName() {
        return lastFailed == null ? null : lastFailed.getFullDisplayName();
    }

    @CheckForNull
    public String getLastFailedPath() {
        return lastFailed == null ? null : lastFailed.getUrl();
    }
}
