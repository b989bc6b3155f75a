package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import io.jenkins.plugins.attune.engine.queue.TicketState;
import io.jenkins.plugins.attune.run.QueueDesk;
import io.jenkins.plugins.attune.view.Ages;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One ticket as the current user may see it: of a build that may not be read there are numbers and times only. */
@ExportedBean(defaultVisibility = 2)
public final class TicketReport {
    private final Ticket ticket;
    private final String queue;
    private final int position;
    private final Instant now;

    @CheckForNull
    private final Run<?, ?> build;

    /** Null but for a build that waits in Jenkins' queue. */
    @CheckForNull
    private final Item job;

    /** @param position in the line, from 1; 0 for who holds slots */
    TicketReport(Ticket ticket, String queue, int position, Instant now) {
        this.ticket = ticket;
        this.queue = queue;
        this.position = position;
        this.now = now;
        this.build = QueueDesk.build(ticket.owner()).orElse(null);
        this.job = build == null ? QueueDesk.waitingJob(ticket.owner()).orElse(null) : null;
    }

    @Exported
    public long getNumber() {
        return ticket.number();
    }

    @Exported
    public String getState() {
        return ticket.state().name();
    }

    @Exported
    @CheckForNull
    public Integer getPosition() {
        return position == 0 ? null : Integer.valueOf(position);
    }

    /** Null where the current user may not know. */
    @Exported
    @CheckForNull
    public String getBuild() {
        return build == null ? null : build.getExternalizableId();
    }

    @Exported
    @CheckForNull
    public String getUrl() {
        return build == null ? null : Jenkins.get().getRootUrl() + build.getUrl();
    }

    /** The id of the person who started the build; null where nobody did, or the current user may not know. */
    @Exported
    @CheckForNull
    public String getStartedBy() {
        return build == null && job == null ? null : ticket.owner().person();
    }

    /** In milliseconds since the epoch. */
    @Exported
    public long getEntered() {
        return ticket.entered().toEpochMilli();
    }

    /** In milliseconds since the epoch; null while it waits. */
    @Exported
    @CheckForNull
    public Long getGranted() {
        Instant granted = ticket.granted();
        return granted == null ? null : Long.valueOf(granted.toEpochMilli());
    }

    /** The other queues in which it stands or holds slots, too. */
    @Exported
    public List<String> getAlsoIn() {
        return ticket.keys().stream()
                .filter(key -> !key.equals(queue) && QueueDesk.mayKnow(key))
                .toList();
    }

    /** As {@link #getAlsoIn}, for links. */
    public List<QueueLink> getOthers() {
        return getAlsoIn().stream().map(QueueLink::new).toList();
    }

    public boolean isWaiting() {
        return ticket.state() == TicketState.WAITING;
    }

    public boolean isOffered() {
        return ticket.state() == TicketState.OFFERED;
    }

    /** The full name of the job whose next build it is; null for a build that has begun. */
    @Exported
    @CheckForNull
    public String getJob() {
        return job == null ? null : job.getFullName();
    }

    /** For people: the build, or the job where it waits in Jenkins' queue. */
    @CheckForNull
    public String getBuildName() {
        if (build != null) {
            return build.getFullDisplayName();
        }
        return job == null ? null : job.getFullDisplayName();
    }

    /** Address of what {@link #getBuildName} names, below the one of Jenkins. */
    @CheckForNull
    public String getBuildPath() {
        if (build != null) {
            return build.getUrl();
        }
        return job == null ? null : job.getUrl();
    }

    /** Address of what the run has written so far, below the one of Jenkins; null where there is nothing. */
    @CheckForNull
    public String getRunPath() {
        return build != null && Files.isDirectory(AttuneRunsAction.folder(build).resolve(ticket.id()))
                ? build.getUrl() + AttuneRunsAction.URL + "/run/" + ticket.id() + "/stdout/"
                : null;
    }

    /** Since when it has been what it is, in milliseconds since the epoch. */
    public long getSince() {
        Instant granted = ticket.granted();
        return (granted == null ? ticket.entered() : granted).toEpochMilli();
    }

    public String getAge() {
        return Ages.of(now.toEpochMilli() - getSince());
    }

    /** How long it waited before; null while it waits. */
    @CheckForNull
    public String getWaited() {
        Instant granted = ticket.granted();
        return granted == null
                ? null
                : Ages.measured(granted.toEpochMilli() - ticket.entered().toEpochMilli());
    }
}
