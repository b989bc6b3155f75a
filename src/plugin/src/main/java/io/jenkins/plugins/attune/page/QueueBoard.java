package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import io.jenkins.plugins.attune.engine.queue.QueueKeys;
import io.jenkins.plugins.attune.run.QueueDesk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The queues that the current user may see, a page of them. */
@ExportedBean
public final class QueueBoard {
    /** Queues on a page. */
    static final int QUEUES = 50;

    /** Of each queue on the page of all. */
    static final int TICKETS = 10;

    private final QueueNumbers statistics;
    private final List<QueueReport> queues;
    private final Span span;
    private final String filter;
    private final int total;

    private QueueBoard(QueueNumbers statistics, List<QueueReport> queues, Span span, String filter, int total) {
        this.statistics = statistics;
        this.queues = List.copyOf(queues);
        this.span = span;
        this.filter = filter;
        this.total = total;
    }

    /** @param filter part of the keys that are wanted, in small or capital letters; empty for all */
    static QueueBoard of(QueueDesk desk, Span span, String filter) throws IOException {
        String wanted = filter.toLowerCase(Locale.ROOT);
        List<String> keys = desk.keys().stream()
                .filter(key -> key.toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        List<QueueReport> queues = new ArrayList<>();
        for (String key : span.of(keys)) {
            queues.add(new QueueReport(desk.view(key, TICKETS), new Span(0, TICKETS)));
        }
        return new QueueBoard(new QueueNumbers(desk.statistics()), queues, span, filter, keys.size());
    }

    /** Of all queues, also those that the current user may not see. */
    @Exported
    public QueueNumbers getStatistics() {
        return statistics;
    }

    /** How many queues there are, on this page and on others. */
    @Exported
    public int getTotal() {
        return total;
    }

    @Exported
    public List<QueueReport> getQueues() {
        return queues;
    }

    /** Whether the current user may change anything. */
    public boolean isManager() {
        return Jenkins.get().hasPermission(AttunePermissions.MANAGE_QUEUES);
    }

    /** Has the page lead to the description of what programs may ask for. */
    public Api getApi() {
        return new Api(this);
    }

    public String getFilter() {
        return filter;
    }

    /**
     * Leads managers to the queue that has the filter as its key, so that it can be paused or bounded before anybody is
     * in it; null where it is one of those that are shown, or no key.
     */
    @CheckForNull
    public String getUnusedPath() {
        try {
            String key = QueueKeys.check(filter);
            return isManager()
                            && queues.stream().noneMatch(queue -> queue.getKey().equals(key))
                    ? new QueueLink(key).getPath()
                    : null;
        } catch (InvalidQueueKeyException notAKey) {
            return null;
        }
    }

    public boolean isFirst() {
        return span.from() == 0;
    }

    public boolean isLast() {
        return span.to() >= total;
    }

    public int getPreviousFrom() {
        return Math.max(0, span.from() - span.count());
    }

    public int getNextFrom() {
        return span.to();
    }

    /** For the script of the page: the moment of all ages. */
    public long getNow() {
        return System.currentTimeMillis();
    }
}
