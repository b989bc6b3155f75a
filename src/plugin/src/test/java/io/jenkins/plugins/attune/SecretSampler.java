package io.jenkins.plugins.attune;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Looks over and over, for as long as it is open, for a secret in the environments and arguments of all processes, as
 * {@code /proc} and {@code ps auxwwe} show them; counts how often it looked and how often it saw it.
 */
final class SecretSampler implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final SecretScanner scanner;
    private final CompletableFuture<Void> end;
    private final Set<String> places = new TreeSet<>();
    private int samples;
    private int hits;
    private boolean closed;

    SecretSampler(String... secrets) {
        scanner = new SecretScanner(secrets);
        end = CompletableFuture.runAsync(this::look);
    }

    private void look() {
        while (!isClosed()) {
            try {
                Set<String> seen = new TreeSet<>();
                scanner.processes().forEach(path -> seen.add(path.getFileName().toString()));
                if (scanner.holds(ps())) {
                    seen.add("ps");
                }
                count(seen);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static byte[] ps() throws IOException {
        Process ps =
                new ProcessBuilder("ps", "auxwwe").redirectErrorStream(true).start();
        return ps.getInputStream().readAllBytes();
    }

    private synchronized void count(Set<String> seen) {
        samples++;
        hits += seen.isEmpty() ? 0 : 1;
        places.addAll(seen);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    synchronized int samples() {
        return samples;
    }

    /** How many samples showed it. */
    synchronized int hits() {
        return hits;
    }

    /** Where: {@code environ}, {@code cmdline}, {@code ps}. */
    synchronized Set<String> places() {
        return new TreeSet<>(places);
    }

    /** Waits for samples that begin from now on. */
    void awaitSamples(int more) {
        int wanted = samples() + more + 1;
        await().atMost(LIMIT).until(() -> samples() >= wanted || end.isCompletedExceptionally());
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        end.join();
    }
}
