package io.jenkins.plugins.attune.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends what is running when this process is told to end: Ctrl-C, {@code kill}, a closed terminal.
 *
 * <p>The virtual machine runs a hook then, on a thread of its own, and is gone when the hook returns. So the hook passes
 * the wish on and waits, within bounds, until the thread that runs things has cleaned up and closed this.
 */
final class Interruption implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean happened = new AtomicBoolean();
    private final Thread hook;

    private Interruption(Runnable stop, Duration patience) {
        hook = new Thread(() -> interrupt(stop, patience), "attune-interrupt");
    }

    /** @param patience for what is stopped to end */
    static Interruption during(Runnable stop, Duration patience) {
        Interruption interruption = new Interruption(stop, patience);
        try {
            Runtime.getRuntime().addShutdownHook(interruption.hook);
        } catch (IllegalStateException endingAlready) {
            interruption.happened.set(true);
            stop.run();
        }
        return interruption;
    }

    boolean happened() {
        return happened.get();
    }

    /** Everything is cleaned up. */
    @Override
    public void close() {
        closed.countDown();
        if (!happened()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException endingJustNow) {
                happened.set(true);
            }
        }
    }

    private void interrupt(Runnable stop, Duration patience) {
        happened.set(true);
        stop.run();
        try {
            if (!closed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("attune: what was running has not ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
