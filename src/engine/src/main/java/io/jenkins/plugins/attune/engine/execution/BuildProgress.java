package io.jenkins.plugins.attune.engine.execution;

import io.jenkins.plugins.attune.engine.environment.BuildListener;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Tells somebody of the phases of a build, in order and with the time they took, and never holds the build up. */
final class BuildProgress implements BuildListener {
    private static final Logger LOGGER = Logger.getLogger(BuildProgress.class.getName());

    private final String pack;
    private final Teller teller;
    private final Executor executor;
    private final long begun = System.nanoTime();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /** Takes one line for people; may be far away. */
    @FunctionalInterface
    interface Teller {
        void tell(String line) throws IOException;
    }

    BuildProgress(String pack, Teller teller, Executor executor) {
        this.pack = pack;
        this.teller = teller;
        this.executor = executor;
    }

    @Override
    public void phase(String line) {
        double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) / 1000.0;
        String text = String.format(Locale.ROOT, "environment of pack %s: %s (%.1f s)", pack, line, seconds);
        then(() -> tell(text));
    }

    /** Behind everything that has been told so far. */
    synchronized void then(Runnable task) {
        last = last.thenRunAsync(task, executor);
    }

    private void tell(String text) {
        try {
            teller.tell(text);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "nobody could be told: " + text);
        }
    }
}
