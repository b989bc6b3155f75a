package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.engine.queue.Applied;
import io.jenkins.plugins.attune.engine.queue.QueueView;
import io.jenkins.plugins.attune.engine.queue.SettingsVersion;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One queue at one moment as the current user may see it, for the page and for programs.
 *
 * <p>Tickets are told where one queue is asked for; in the list of all of them, where they are asked for by name.
 */
@ExportedBean(defaultVisibility = 2)
public final class QueueReport {
    private final QueueView view;
    private final Span span;
    private final Instant now = Instant.now();

    /**
     * @param view with enough of those who wait for the span
     * @param span of those who wait, and as many holders
     */
    QueueReport(QueueView view, Span span) {
        this.view = view;
        this.span = span;
    }

    @Exported
    public String getKey() {
        return view.key();
    }

    @Exported
    public String getUrl() {
        return Jenkins.get().getRootUrl() + getPath();
    }

    @Exported
    public boolean isPaused() {
        return settings().settings().paused();
    }

    /** Why it is paused; null where nobody said. */
    @Exported
    @CheckForNull
    public String getReason() {
        return settings().settings().reason();
    }

    /** Of what people have set; 0 where nothing is set. */
    @Exported
    public long getVersion() {
        return settings().version();
    }

    /** What applies to the latest ticket, and whose it is. */
    @Exported
    public List<PolicyValue> getPolicy() {
        return PolicyValue.all(view.policy());
    }

    /** Most at a time; null where nobody asks for a limit. */
    @Exported(name = "limit")
    @CheckForNull
    public Integer getEffectiveLimit() {
        Applied<Integer> limit = view.policy().limit();
        return limit == null ? null : limit.value();
    }

    @Exported
    public BreakerReport getBreaker() {
        return new BreakerReport(view.breaker());
    }

    @Exported
    public QueueNumbers getStatistics() {
        return new QueueNumbers(view.statistics());
    }

    @Exported(visibility = 1)
    public List<TicketReport> getHolders() {
        return view.holders().stream()
                .limit(span.count())
                .map(ticket -> new TicketReport(ticket, view.key(), 0, now))
                .toList();
    }

    @Exported(visibility = 1)
    public List<TicketReport> getWaiting() {
        List<TicketReport> waiting = new ArrayList<>();
        int position = span.from();
        for (Ticket ticket : span.of(view.waiting())) {
            position++;
            waiting.add(new TicketReport(ticket, view.key(), position, now));
        }
        return waiting;
    }

    /** The latest first. */
    @Exported(visibility = 1)
    public List<ChangeReport> getHistory() {
        List<ChangeReport> history = new ArrayList<>();
        view.history().forEach(made -> history.add(0, new ChangeReport(made)));
        return history;
    }

    private SettingsVersion settings() {
        return view.settings();
    }

    /** Address below the one of Jenkins, with a slash at the end. */
    public String getPath() {
        return new QueueLink(view.key()).getPath();
    }

    /** Whether the current user may change anything. */
    public boolean isManager() {
        return Jenkins.get().hasPermission(AttunePermissions.MANAGE_QUEUES);
    }

    /** Has the page lead to the description of what programs may ask for. */
    public Api getApi() {
        return new Api(this);
    }

    /** Unique on a page. */
    public String getToken() {
        return QueueToken.of(view.key());
    }

    /** Most at a time, whoever wants it so; null where nobody does. */
    @CheckForNull
    public PolicyValue getLimit() {
        return getPolicy().stream()
                .filter(value -> value.getName().equals("limit"))
                .findFirst()
                .orElse(null);
    }

    /** All values but the limit. */
    public List<PolicyValue> getOtherPolicy() {
        return getPolicy().stream()
                .filter(value -> !value.getName().equals("limit"))
                .toList();
    }

    /** What people have set; null where they have not. */
    @CheckForNull
    public Integer getOwnLimit() {
        return settings().settings().policy().limit();
    }

    /** Whether people asked for another limit than the one that applies, because a stricter one does. */
    public boolean isStrictLimit() {
        Integer own = getOwnLimit();
        return own != null && !own.equals(getEffectiveLimit());
    }

    /** The latest change by a person; null where there is none. */
    @CheckForNull
    public ChangeReport getLastChange() {
        return settings().version() == 0 ? null : new ChangeReport(settings());
    }

    public boolean isUnused() {
        return view.holders().isEmpty() && view.statistics().waiting() == 0;
    }

    /** Holders that are not listed. */
    public int getMoreHolders() {
        return Math.max(0, view.holders().size() - span.count());
    }

    /** How many wait in front of those who are listed. */
    public int getBefore() {
        return Math.min(span.from(), view.statistics().waiting());
    }

    /** How many wait behind those who are listed. */
    public int getBehind() {
        return Math.max(0, view.statistics().waiting() - span.to());
    }

    public int getPreviousFrom() {
        return Math.max(0, span.from() - span.count());
    }

    public int getNextFrom() {
        return span.to();
    }

    /** For the script of the page: the moment of all ages. */
    public long getNow() {
        return now.toEpochMilli();
    }
}
