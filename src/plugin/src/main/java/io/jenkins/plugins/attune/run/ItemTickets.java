package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Cause;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.WorkUnit;
import io.jenkins.plugins.attune.engine.queue.Owner;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * The items of Jenkins' queue that wait for slots, and the builds that hold slots they got as items.
 *
 * <p>An item joins the lines when nothing else keeps it from starting. What it is offered is confirmed when its build
 * starts, and given back at the end of the build. Called by threads that hold the lock of Jenkins' queue, so nothing
 * blocks; {@link #blockage} has no effect and costs the same however many wait.
 */
@Extension
public final class ItemTickets {
    private static final Logger LOGGER = Logger.getLogger(ItemTickets.class.getName());

    /** How long slots are kept for an item whose turn it is: an executor that is there takes it within a second. */
    private static final Duration OFFER = Duration.ofSeconds(60);

    private final Map<Long, ItemTicket> all = new ConcurrentHashMap<>();

    /** Whether slots are granted: before that, those who hold some are still to be heard. */
    private volatile boolean open;

    static ItemTickets get() {
        return ExtensionList.lookupSingleton(ItemTickets.class);
    }

    /** An item is there; what it needs is found out once. */
    void entered(Queue.Item item) {
        if (all.containsKey(item.getId())) {
            return;
        }
        RunClaims.Claimant who = new RunClaims.Claimant(name(item.task), person(item), null);
        JobSlots slots = JobSlots.of(item.task, who);
        if (isNeeded(slots)) {
            Owner owner = new Owner(ItemLabel.of(who.job(), item.getId()), who.person());
            all.putIfAbsent(item.getId(), new ItemTicket(item.getId(), owner, slots));
        }
    }

    /** An item of a saved queue is told of in the state in which it was. */
    private void loaded(Queue.Item item) {
        if (!open) {
            entered(item);
        }
    }

    private boolean isNeeded(JobSlots slots) {
        try {
            return !slots.claims().isEmpty()
                    && (!open || !RunQueues.get().needed(slots.claims()).isEmpty());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the queues cannot be opened; the build finds out on its executor", e);
            return false;
        }
    }

    private static String name(Queue.Task task) {
        return task instanceof hudson.model.Item item ? item.getFullName() : task.getName();
    }

    /** Null also for somebody who is not signed in. */
    @CheckForNull
    private static String person(Queue.Item item) {
        return item.getCauses().stream()
                .filter(Cause.UserIdCause.class::isInstance)
                .findFirst()
                .map(cause -> ((Cause.UserIdCause) cause).getUserId())
                .orElse(null);
    }

    /** Null where the item may start. */
    @CheckForNull
    CauseOfBlockage blockage(Queue.Item item) {
        ItemTicket ticket = all.get(item.getId());
        return ticket == null || open && ticket.mayStart() ? null : new WaitsForTurn(ticket);
    }

    /** Nothing but an executor keeps the item from starting. */
    void buildable(Queue.BuildableItem item) {
        loaded(item);
    }

    /** Something keeps the item from starting; it is told again at each maintenance of the queue. */
    void blocked(Queue.BlockedItem item) {
        loaded(item);
        ItemTicket ticket = all.get(item.getId());
        if (ticket == null || !open) {
            return;
        }
        if (!(item.getCauseOfBlockage() instanceof WaitsForTurn)) {
            ticket.standBack();
        } else if (!ticket.join(OFFER.toMillis())) {
            all.remove(item.getId(), ticket);
            maintain();
        } else if (ticket.mayStart()) {
            maintain();
        }
    }

    /** The item is gone: cancelled, or its build starts. */
    void left(Queue.LeftItem item) {
        ItemTicket ticket = all.get(item.getId());
        if (ticket != null && (!open || item.isCancelled() || !ticket.start())) {
            drop(ticket);
        }
    }

    private void drop(ItemTicket ticket) {
        all.remove(ticket.item(), ticket);
        if (all.isEmpty()) {
            TurnText.get().clear();
        }
        ticket.leave();
    }

    /** What the build got as an item; null for most builds. */
    @CheckForNull
    ItemTicket of(Run<?, ?> build) {
        return all.get(build.getQueueId());
    }

    void started(Run<?, ?> build) {
        ItemTicket ticket = of(build);
        if (ticket != null) {
            ticket.builtAs(build.getExternalizableId());
        }
    }

    void ended(Run<?, ?> build) {
        ItemTicket ticket = of(build);
        if (ticket != null) {
            drop(ticket);
            ItemMarks.remove(ticket.item());
        }
    }

    /** Null where nothing is known of the item. */
    @CheckForNull
    ItemTicket find(long item) {
        return all.get(item);
    }

    /** Slots may be granted from now on, and asked for. */
    void open() {
        open = true;
        maintain();
    }

    boolean isOpen() {
        return open;
    }

    /** Gives back what belongs to items that are no more, and of which no build came. */
    void sweep() {
        if (all.isEmpty()) {
            return;
        }
        List<ItemTicket> gone = Queue.callWithLock(() -> {
            Set<Long> living = living();
            return all.values().stream()
                    .filter(ticket -> !living.contains(ticket.item()) && !ticket.isClearing())
                    .toList();
        });
        for (ItemTicket ticket : gone) {
            LOGGER.log(
                    Level.WARNING,
                    "{0} came to no end, and its slots are free",
                    ticket.owner().label());
            drop(ticket);
            ItemMarks.remove(ticket.item());
        }
    }

    /** Items that wait, and those for which an executor works. */
    private static Set<Long> living() {
        Set<Long> living = new HashSet<>();
        for (Queue.Item item : Jenkins.get().getQueue().getItems()) {
            living.add(item.getId());
        }
        for (Computer computer : Jenkins.get().getComputers()) {
            for (Executor executor : computer.getAllExecutors()) {
                WorkUnit work = executor.getCurrentWorkUnit();
                if (work != null) {
                    living.add(work.context.item.getId());
                }
            }
        }
        return living;
    }

    /** How many items, and builds of items, are remembered. */
    int size() {
        return all.size();
    }

    /** Has Jenkins look at its queue again. */
    static void maintain() {
        Jenkins.get().getQueue().scheduleMaintenance();
    }
}
