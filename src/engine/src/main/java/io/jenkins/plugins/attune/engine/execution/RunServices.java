package io.jenkins.plugins.attune.engine.execution;

import io.jenkins.plugins.attune.engine.runtime.InterpreterFinder;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all runs of one process share: threads, the watch service, what is known of interpreters and of runs.
 *
 * @param executor for short tasks; a thread that is not needed ends after a minute
 * @param timer for what must not be waited for longer than a limit
 * @param ledgers of the runs that were begun, for what they leave behind
 */
public record RunServices(
        ExecutorService executor,
        ScheduledExecutorService timer,
        DirectoryWatcher watcher,
        InterpreterFinder finder,
        RunLedgers ledgers) {

    /** The ones of this process, made when they are first asked for; their threads are daemons. */
    public static RunServices shared() {
        return Shared.INSTANCE;
    }

    private static RunServices create() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("attune-timer-"));
        timer.setRemoveOnCancelPolicy(true);
        ExecutorService executor = Executors.newCachedThreadPool(daemons("attune-run-"));
        StaleRuns stale = new StaleRuns(ControlDirectory.MEMORY, Clock.systemUTC());
        return new RunServices(
                executor,
                timer,
                new DirectoryWatcher(),
                new InterpreterFinder(),
                new RunLedgers(stale, executor, timer));
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static final class Shared {
        private static final RunServices INSTANCE = create();
    }
}
