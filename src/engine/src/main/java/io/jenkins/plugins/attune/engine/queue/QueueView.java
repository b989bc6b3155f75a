package io.jenkins.plugins.attune.engine.queue;

import java.util.List;

/**
 * One queue as it was at one moment.
 *
 * @param policy what applied to the latest ticket, and whose it is
 * @param history the latest changes by people, the present settings last; empty where nothing is set
 * @param holders who holds its slots or is offered them, in the order in which they got them
 * @param waiting the first of those who wait, in their order; as many as were asked for
 */
public record QueueView(
        String key,
        AppliedPolicy policy,
        List<SettingsVersion> history,
        BreakerView breaker,
        List<Ticket> holders,
        List<Ticket> waiting,
        QueueStatistics statistics) {
    public QueueView {
        history = List.copyOf(history);
        holders = List.copyOf(holders);
        waiting = List.copyOf(waiting);
    }

    /** What people have set. */
    public SettingsVersion settings() {
        return history.isEmpty() ? SettingsVersion.NONE : history.get(history.size() - 1);
    }
}
