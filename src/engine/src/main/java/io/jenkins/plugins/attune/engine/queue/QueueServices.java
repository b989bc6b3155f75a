package io.jenkins.plugins.attune.engine.queue;

import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * What queues need of who keeps them.
 *
 * @param executor for callbacks and the journal; each uses one thread at a time, and none while nothing happens
 */
public record QueueServices(QueueClock clock, Executor executor, QueueListener listener) {
    public QueueServices {
        Objects.requireNonNull(clock);
        Objects.requireNonNull(executor);
        Objects.requireNonNull(listener);
    }
}
