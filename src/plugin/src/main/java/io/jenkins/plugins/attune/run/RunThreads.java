package io.jenkins.plugins.attune.run;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that prepare runs: bounded, since each is held while an agent is asked something, and never while an
 * action runs.
 */
@Extension
public final class RunThreads {
    /** Enough that some agents may be slow to answer while the rest go on. */
    private static final int THREADS = 32;

    private static final long IDLE_SECONDS = 60;

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new NamingThreadFactory(new DaemonThreadFactory(), "Attune run"));

    public RunThreads() {
        pool.allowCoreThreadTimeOut(true);
    }

    static ExecutorService get() {
        return ExtensionList.lookupSingleton(RunThreads.class).pool;
    }

    /** Lets the threads go with Jenkins. */
    @Terminator
    public static void shutDown() {
        get().shutdownNow();
    }
}
