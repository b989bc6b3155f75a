package io.jenkins.plugins.attune.run;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The threads that prepare runs: bounded, since each is held while an agent is asked something, and never while an
 * action runs.
 */
@Extension
public final class RunThreads {
    private static final Logger LOGGER = Logger.getLogger(RunThreads.class.getName());

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

    /**
     * Carries out a step of a run.
     *
     * @param failed told of what the step throws, where that is no error of the call
     * @param fail ends the run
     */
    static void execute(String run, RunLink.Step step, Consumer<Exception> failed, Consumer<Throwable> fail) {
        get().execute(() -> {
            try {
                step.run();
            } catch (AttuneException e) {
                fail.accept(new RunLaunch.RefusedException(e.describe(), e));
            } catch (InterruptedException e) {
                // Jenkins goes down; a pipeline tells of it when it is resumed.
                LOGGER.log(Level.FINE, e, () -> "run " + run + " was interrupted");
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                failed.accept(e);
            } catch (Error e) {
                // Whatever it is, the build must not wait for ever.
                fail.accept(e);
                throw e;
            }
        });
    }

    /** Lets the threads go with Jenkins. */
    @Terminator
    public static void shutDown() {
        get().shutdownNow();
    }
}
