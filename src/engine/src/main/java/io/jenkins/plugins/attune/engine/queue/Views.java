package io.jenkins.plugins.attune.engine.queue;

import java.util.List;

/** Makes pictures of lines. Under the lock of {@link Queues}. */
final class Views {
    private Views() {}

    static QueueView of(Line line, List<SettingsVersion> history, int mostWaiting, long now) {
        BreakerState breaker = line.breakerIfAny();
        List<Waiter> waiting = line.inOrder();
        return new QueueView(
                line.key(),
                line.policy(),
                history,
                breaker == null ? BreakerView.CLOSED : breaker.view(now),
                line.holders().stream().map(Waiter::ticket).toList(),
                waiting.stream().limit(mostWaiting).map(Waiter::ticket).toList(),
                new QueueStatistics(
                        waiting.size(),
                        line.holders().size(),
                        line.waits().count(),
                        line.waits().summary(),
                        oldest(waiting, now)));
    }

    static QueueStatistics statistics(Tickets tickets, long now) {
        List<Waiter> waiting = tickets.all();
        waiting.removeIf(Waiter::occupies);
        int running = tickets.size() - waiting.size();
        return new QueueStatistics(
                waiting.size(),
                running,
                tickets.waits().count(),
                tickets.waits().summary(),
                oldest(waiting, now));
    }

    private static long oldest(List<Waiter> waiting, long now) {
        return waiting.stream()
                .mapToLong(waiter -> now - waiter.enteredMillis())
                .max()
                .orElse(0);
    }
}
