package io.jenkins.plugins.attune.engine.queue;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings events to the listener, one after the other. An error of the listener's is logged, and the next one comes. */
final class EventQueue {
    private static final Logger LOGGER = LoggerFactory.getLogger(EventQueue.class);

    private final Queue<Consumer<QueueListener>> events = new ConcurrentLinkedQueue<>();
    private final QueueListener listener;
    private final SerialWorker worker;

    EventQueue(Executor executor, QueueListener listener) {
        this.listener = listener;
        this.worker = new SerialWorker(executor, this::deliver);
    }

    /** Touches memory only. */
    void add(Consumer<QueueListener> event) {
        events.add(event);
    }

    void flush() {
        if (!events.isEmpty()) {
            worker.ask();
        }
    }

    private void deliver() {
        Consumer<QueueListener> event = events.poll();
        while (event != null) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOGGER.error("A listener of the queues failed", e);
            }
            event = events.poll();
        }
    }
}
