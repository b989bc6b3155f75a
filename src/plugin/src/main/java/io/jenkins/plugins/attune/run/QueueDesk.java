package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.attune.audit.AuditTrail;
import io.jenkins.plugins.attune.engine.audit.QueueAuditEntry;
import io.jenkins.plugins.attune.engine.error.StaleChangeException;
import io.jenkins.plugins.attune.engine.queue.Outcome;
import io.jenkins.plugins.attune.engine.queue.Owner;
import io.jenkins.plugins.attune.engine.queue.QueueSettings;
import io.jenkins.plugins.attune.engine.queue.QueueStatistics;
import io.jenkins.plugins.attune.engine.queue.QueueView;
import io.jenkins.plugins.attune.engine.queue.Queues;
import io.jenkins.plugins.attune.engine.queue.SettingsChange;
import io.jenkins.plugins.attune.engine.queue.SettingsVersion;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import io.jenkins.plugins.attune.engine.queue.TicketState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * What people see of the queues and do to them, for pages and other ways in.
 *
 * <p>Every change is made in the name of the current user and goes into the audit log. Whether that user may do it is
 * asked by the caller; what belongs to a job the user may not read is told from the rest here.
 */
@Extension
public final class QueueDesk {
    /** How the keys of queues begin whose rest is the full name of a job. */
    static final List<String> JOB_KEYS = List.of(QueueNames.JOB, QueueNames.STARTED_BY);

    public static QueueDesk get() {
        return ExtensionList.lookupSingleton(QueueDesk.class);
    }

    /** The keys of the queues that the current user may know of, in their order. */
    public List<String> keys() throws IOException {
        return queues().keys().stream().filter(QueueDesk::mayKnow).toList();
    }

    /** Whether anybody is in the queue, or anything is set or remembered of it. */
    public boolean isUsed(String key) throws IOException {
        return queues().keys().contains(key);
    }

    /** See {@link Queues#view}. */
    public QueueView view(String key, int mostWaiting) throws IOException {
        return queues().view(key, mostWaiting);
    }

    /** See {@link Queues#statistics}. */
    public QueueStatistics statistics() throws IOException {
        return queues().statistics();
    }

    /** False for the queue of a job that the current user may not read; its key is the job's name. */
    public static boolean mayKnow(String key) {
        return JOB_KEYS.stream()
                .filter(key::startsWith)
                .findFirst()
                .map(prefix -> mayKnowJob(key.substring(prefix.length())))
                .orElse(true);
    }

    private static boolean mayKnowJob(String name) {
        Item job;
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            job = Jenkins.get().getItemByFullName(name);
        }
        return job == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : job.hasPermission(Item.READ);
    }

    /** The build whose ticket it is; empty where it is none, is no more, or where the current user may not read it. */
    public static Optional<Run<?, ?>> build(Owner owner) {
        return build(owner.label());
    }

    /** The job whose next build waits in Jenkins' queue; empty for other owners, and where the current user may not read it. */
    public static Optional<Item> waitingJob(Owner owner) {
        ItemLabel label = ItemLabel.parse(owner.label());
        if (label == null) {
            return Optional.empty();
        }
        Item job;
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            job = Jenkins.get().getItemByFullName(label.job());
        }
        return Optional.ofNullable(job).filter(known -> known.hasPermission(Item.READ));
    }

    /** As {@link #build(Owner)}, for an owner's label. */
    public static Optional<Run<?, ?>> build(String label) {
        Run<?, ?> build;
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            build = Run.fromExternalizableId(ItemLabel.build(label));
        } catch (IllegalArgumentException notABuild) {
            return Optional.empty();
        }
        return build != null && build.hasPermission(Item.READ) ? Optional.of(build) : Optional.empty();
    }

    /**
     * Changes what people have set for a queue.
     *
     * @param from the version that the user saw
     * @throws StaleChangeException where somebody else has changed it since
     */
    public SettingsVersion change(String key, long from, UnaryOperator<QueueSettings> edit)
            throws IOException, StaleChangeException {
        Queues queues = queues();
        QueueSettings wanted = edit.apply(queues.settings(key).settings());
        SettingsVersion made = queues.change(new SettingsChange(key, from, wanted, user()));
        audit(key, new QueueAuditEntry.Change("settings", made.changes(), null, made.version()));
        return made;
    }

    /** Takes the slots from a run, which goes on; false where the ticket does not hold them. */
    public boolean release(String key, long number) throws IOException {
        return end(
                key,
                number,
                "release",
                (queues, ticket) -> ticket.state() == TicketState.OFFERED
                        ? queues.cancel(ticket.id())
                        : queues.release(ticket.id(), Outcome.UNKNOWN));
    }

    /** Has a run leave the line, and fail; false where the ticket does not wait. */
    public boolean remove(String key, long number) throws IOException {
        return end(
                key,
                number,
                "remove",
                (queues, ticket) ->
                        ticket.state() == TicketState.WAITING && RunQueues.get().remove(ticket, user()));
    }

    /** Closes the circuit breaker of a queue. */
    public void resetBreaker(String key) throws IOException {
        queues().resetBreaker(key);
        audit(key, new QueueAuditEntry.Change("reset_breaker", List.of(), null, null));
    }

    private interface End {
        boolean end(Queues queues, Ticket ticket) throws IOException;
    }

    private boolean end(String key, long number, String kind, End end) throws IOException {
        Queues queues = queues();
        Ticket ticket = find(queues, key, number);
        if (ticket == null || !end.end(queues, ticket)) {
            return false;
        }
        audit(
                key,
                new QueueAuditEntry.Change(
                        kind, List.of("ticket " + number), ticket.owner().label(), null));
        return true;
    }

    @CheckForNull
    private static Ticket find(Queues queues, String key, long number) {
        QueueView view = queues.view(key, Integer.MAX_VALUE);
        return Stream.concat(view.holders().stream(), view.waiting().stream())
                .filter(ticket -> ticket.number() == number)
                .findFirst()
                .orElse(null);
    }

    private static void audit(String key, QueueAuditEntry.Change change) {
        AuditTrail.add(new QueueAuditEntry(Instant.now(), user(), key, change));
    }

    private static String user() {
        return Jenkins.getAuthentication2().getName();
    }

    private static Queues queues() throws IOException {
        return RunQueues.get().queues();
    }
}
