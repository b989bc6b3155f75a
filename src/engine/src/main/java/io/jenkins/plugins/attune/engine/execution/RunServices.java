package io.jenkins.plugins.attune.engine.execution;

import io.jenkins.plugins.attune.engine.environment.BuildMeans;
import io.jenkins.plugins.attune.engine.environment.Environments;
import io.jenkins.plugins.attune.engine.keys.KeyEndpoint;
import io.jenkins.plugins.attune.engine.runtime.InterpreterFinder;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all runs of one process share: threads, the watch service, and what is known of the machine.
 *
 * @param executor for short tasks; a thread that is not needed ends after a minute
 * @param timer for what must not be waited for longer than a limit
 */
public record RunServices(
        ExecutorService executor, ScheduledExecutorService timer, DirectoryWatcher watcher, Machine machine) {

    /**
     * What this machine has.
     *
     * @param ledgers of the runs that were begun, for what they leave behind
     * @param keys where the actions of runs with keys find them
     */
    public record Machine(InterpreterFinder finder, Environments environments, RunLedgers ledgers, KeyEndpoint keys) {}

    public InterpreterFinder finder() {
        return machine.finder();
    }

    public Environments environments() {
        return machine.environments();
    }

    public KeyEndpoint keys() {
        return machine.keys();
    }

    RunLedgers ledgers() {
        return machine.ledgers();
    }

    /** The ones of this process, made when they are first asked for; their threads are daemons. */
    public static RunServices shared() {
        return Shared.INSTANCE;
    }

    private static RunServices create() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("attune-timer-"));
        timer.setRemoveOnCancelPolicy(true);
        ExecutorService executor = Executors.newCachedThreadPool(daemons("attune-run-"));
        BuildMeans means = new BuildMeans(executor, timer, new ExecutionMarks(), System::getenv, Clock.systemUTC());
        StaleRuns stale = new StaleRuns(ControlDirectory.MEMORY, Clock.systemUTC());
        Machine machine = new Machine(
                new InterpreterFinder(),
                new Environments(means),
                new RunLedgers(stale, executor, timer),
                new KeyEndpoint(timer));
        return new RunServices(executor, timer, new DirectoryWatcher(timer), machine);
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
