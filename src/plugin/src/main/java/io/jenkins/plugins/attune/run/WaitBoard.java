package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.QueueView;
import io.jenkins.plugins.attune.engine.queue.Queues;
import io.jenkins.plugins.attune.engine.queue.TicketState;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has all consoles told of the waits that go on: each soon after it began, then when its line moved, all together and at
 * most once in some seconds. Nothing happens while nothing changes.
 *
 * <p>Each time a line is looked at once, however many wait in it.
 */
final class WaitBoard {
    /** Many runs ask at the same moment, and some wait for a moment only. */
    private static final Duration FIRST = Duration.ofMillis(200);

    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Queues queues;
    private final ScheduledExecutorService alarms;
    private final Executor threads;
    private final Map<String, WaitNews> all = new ConcurrentHashMap<>();

    /** How many wait in each line. */
    private final Map<String, Integer> watched = new ConcurrentHashMap<>();

    private final Set<String> moved = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean telling = new AtomicBoolean();

    @CheckForNull
    private Future<?> pending;

    private long pendingAt;
    private long lastMoves = System.nanoTime() - PERIOD.toNanos();

    /** @param threads where consoles are written to */
    WaitBoard(Queues queues, ScheduledExecutorService alarms, Executor threads) {
        this.queues = queues;
        this.alarms = alarms;
        this.threads = threads;
    }

    void add(WaitNews news) {
        // First, because whoever takes it out again counts them back.
        keys(news).forEach(key -> watched.merge(key, 1, Integer::sum));
        if (all.putIfAbsent(news.request().id(), news) != null) {
            forget(news);
        } else {
            schedule(System.nanoTime() + FIRST.toNanos());
            if (queues.state(news.request().id()) != TicketState.WAITING) {
                remove(news.request().id()); // it waited for a moment only
            }
        }
    }

    void remove(String id) {
        WaitNews news = all.remove(id);
        if (news != null) {
            forget(news);
        }
    }

    private void forget(WaitNews news) {
        keys(news).forEach(key -> watched.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1));
    }

    /** Called often. */
    void changed(String key) {
        if (watched.containsKey(key) && moved.add(key)) {
            schedule(nextMoves());
        }
    }

    private static List<String> keys(WaitNews news) {
        return news.request().claims().stream().map(Claim::key).toList();
    }

    private synchronized long nextMoves() {
        return Math.max(System.nanoTime(), lastMoves + PERIOD.toNanos());
    }

    private synchronized void schedule(long at) {
        if (pending != null) {
            if (pendingAt - at <= 0) {
                return;
            }
            pending.cancel(false);
        }
        pendingAt = at;
        long delay = Math.max(0, at - System.nanoTime());
        pending = alarms.schedule(this::rang, delay, TimeUnit.NANOSECONDS);
    }

    /** Before anything is looked at: what changes from now on sets a time of its own. */
    private void rang() {
        synchronized (this) {
            pending = null;
        }
        threads.execute(this::tell);
    }

    private synchronized boolean movesAreDue() {
        boolean due = System.nanoTime() - lastMoves >= PERIOD.toNanos();
        if (due) {
            lastMoves = System.nanoTime();
        }
        return due;
    }

    private void tell() {
        if (!telling.compareAndSet(false, true)) {
            schedule(System.nanoTime() + FIRST.toNanos());
            return;
        }
        try {
            Set<String> keys = movesAreDue() ? takeMoved() : Set.of();
            Map<String, Seen> seen = new HashMap<>();
            for (WaitNews news : all.values()) {
                if (news.isNew() || keys(news).stream().anyMatch(keys::contains)) {
                    tell(news, seen);
                }
            }
        } finally {
            telling.set(false);
            if (!moved.isEmpty()) {
                schedule(nextMoves());
            }
        }
    }

    private Set<String> takeMoved() {
        Set<String> taken = Set.copyOf(moved);
        moved.removeAll(taken);
        return taken;
    }

    private void tell(WaitNews news, Map<String, Seen> seen) {
        String id = news.request().id();
        news.request().claims().stream()
                .map(claim -> place(claim, id, seen.computeIfAbsent(claim.key(), this::look)))
                .filter(Objects::nonNull)
                .max(Comparator.comparingInt(WaitPlace::ahead).thenComparing(WaitPlace::isFull))
                .filter(place -> all.containsKey(id))
                .ifPresent(news::tell);
    }

    /** A line at one moment. */
    private record Seen(QueueView view, Map<String, Integer> ahead) {}

    private Seen look(String key) {
        QueueView view = queues.view(key, Integer.MAX_VALUE);
        Map<String, Integer> ahead = new HashMap<>();
        view.waiting().forEach(ticket -> ahead.put(ticket.id(), ahead.size()));
        return new Seen(view, ahead);
    }

    /** Null where it waits no more. */
    @CheckForNull
    private WaitPlace place(Claim claim, String id, Seen seen) {
        Integer ahead = seen.ahead().get(id);
        QueueView view = seen.view();
        return ahead == null
                ? null
                : new WaitPlace(
                        claim,
                        queues.policy(claim),
                        view.settings(),
                        view.holders(),
                        new WaitPlace.Line(ahead, view.waiting().size()));
    }

    /** Whether nobody waits, and nothing is remembered of anybody. */
    boolean isEmpty() {
        return all.isEmpty() && watched.isEmpty();
    }
}
