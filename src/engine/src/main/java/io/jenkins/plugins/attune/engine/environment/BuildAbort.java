package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.concurrent.CancellationException;

/**
 * Ends a build from another thread: at its time limit, or because nobody waits for it any more.
 *
 * <p>A wait for a lock is interrupted, an installer is killed; whichever comes next finds the reason. The lock guards the
 * fields only.
 */
final class BuildAbort {
    private static final Runnable NOTHING = () -> {};

    @CheckForNull
    private String reason;

    @CheckForNull
    private Thread waiting;

    private Runnable kill = NOTHING;

    /** @param why one clause for people */
    void abort(String why) {
        Runnable current;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
            current = kill;
            if (waiting != null) {
                waiting.interrupt();
            }
        }
        current.run();
    }

    @CheckForNull
    synchronized String reason() {
        return reason;
    }

    /** From now on, until {@link #endWait}, this thread may be interrupted. */
    synchronized void beginWait() {
        check();
        waiting = Thread.currentThread();
    }

    /** Also takes back an interrupt that came too late. */
    synchronized void endWait() {
        waiting = null;
        if (reason != null) {
            Thread.interrupted();
        }
        check();
    }

    /** For a wait that has ended otherwise. */
    synchronized void endWaitQuietly() {
        if (waiting != null) {
            waiting = null;
            Thread.interrupted();
        }
    }

    /** @param killer ends what runs now; called at most once, by any thread */
    void running(Runnable killer) {
        boolean late;
        synchronized (this) {
            late = reason != null;
            kill = late ? NOTHING : killer;
        }
        if (late) {
            killer.run();
        }
    }

    synchronized void stopped() {
        kill = NOTHING;
    }

    /** @throws CancellationException where the build is to end */
    synchronized void check() {
        if (reason != null) {
            throw new CancellationException(reason);
        }
    }
}
