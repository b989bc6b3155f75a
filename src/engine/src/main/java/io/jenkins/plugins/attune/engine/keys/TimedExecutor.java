package io.jenkins.plugins.attune.engine.keys;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few threads for requests, none of which may take long: the server reads a request's head on such a thread, and a caller
 * that stops half way would keep it for ever.
 *
 * <p>An interrupt closes the channel that a thread reads from or writes to, so that the request fails. More requests than
 * fit are turned away, which closes their connections.
 */
final class TimedExecutor implements Executor {
    private static final int THREADS = 8;
    private static final int WAITING = 128;
    private static final long IDLE_SECONDS = 10;

    /** From the first byte of a request to the last one of its answer. */
    private static final long LIMIT_SECONDS = 30;

    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService timer;

    TimedExecutor(ScheduledExecutorService timer) {
        this.timer = timer;
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "attune-keys");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable request) {
        threads.execute(() -> new Timed(Thread.currentThread()).run(request));
    }

    void stop() {
        threads.shutdownNow();
    }

    /** One request; the interrupt reaches it, and nothing that the thread does later. */
    private final class Timed {
        private final Thread thread;
        private boolean done;

        private Timed(Thread thread) {
            this.thread = thread;
        }

        private void run(Runnable request) {
            Future<?> late = timer.schedule(this::interrupt, LIMIT_SECONDS, TimeUnit.SECONDS);
            try {
                request.run();
            } finally {
                late.cancel(false);
                end();
            }
        }

        private synchronized void interrupt() {
            if (!done) {
                thread.interrupt();
            }
        }

        private synchronized void end() {
            done = true;
            Thread.interrupted(); // from here on the thread is another request's
        }
    }
}
