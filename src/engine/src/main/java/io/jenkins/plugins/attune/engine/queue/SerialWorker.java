package io.jenkins.plugins.attune.engine.queue;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one task again and again on an executor, never twice at a time, and only when it was asked to.
 *
 * <p>Whoever asks while it runs is served by one more run: so a task that takes everything there is misses nothing.
 */
final class SerialWorker {
    private final Executor executor;
    private final Runnable task;
    private final AtomicInteger asked = new AtomicInteger();

    SerialWorker(Executor executor, Runnable task) {
        this.executor = executor;
        this.task = task;
    }

    /** Returns at once, but for an executor that runs what it is given in the caller's thread. */
    void ask() {
        if (asked.getAndIncrement() == 0) {
            executor.execute(this::work);
        }
    }

    private void work() {
        int served = asked.get();
        try {
            task.run();
        } finally {
            if (asked.addAndGet(-served) > 0) {
                executor.execute(this::work);
            }
        }
    }
}
