package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.EnvironmentFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one build of an environment in this process, and all who wait for it.
 *
 * <p>Whoever asks while it goes on joins it; when the last of them has left, it is given up. Between processes the lock
 * decides: those who come second find the environment ready. The lock of this object guards the list of waiters only.
 */
final class PendingBuild {
    private static final Logger LOGGER = Logger.getLogger(PendingBuild.class.getName());

    /** Who waits for a build of another process waits for its whole time limit, and a little for its clearing up. */
    private static final int LOCK_LIMIT_FACTOR = 2;

    private final BuildMeans means;
    private final EnvironmentRequest request;
    private final Manifest manifest;
    private final EnvironmentKey key;
    private final Slot slot;
    private final BuildAbort abort = new BuildAbort();
    private final List<Waiter> waiters = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean over;

    PendingBuild(BuildMeans means, EnvironmentRequest request, Manifest manifest, EnvironmentKey key, Slot slot) {
        this.means = means;
        this.request = request;
        this.manifest = manifest;
        this.key = key;
        this.slot = slot;
    }

    /** One of those who want the environment. */
    record Waiter(CompletableFuture<Void> ready, EnvironmentOrder order) {}

    /** Adds a waiter; false where the build is over, and the waiter has to look again. */
    synchronized boolean join(Waiter waiter) {
        if (over) {
            return false;
        }
        waiters.add(waiter);
        return true;
    }

    /** Takes a waiter away; nobody builds for nobody. */
    void leave(Waiter waiter) {
        boolean last;
        synchronized (this) {
            last = waiters.remove(waiter) && waiters.isEmpty() && !over;
            over |= last;
        }
        if (last) {
            abort.abort("nobody waits for it any more");
        }
    }

    /** Completed when nothing of the build goes on any more. */
    CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** Builds, unless another process was faster, and tells all waiters. */
    void run(Runnable done) {
        Throwable failure = null;
        try {
            build();
        } catch (Exception | Error e) {
            failure = e;
        }
        List<Waiter> told;
        synchronized (this) {
            over = true;
            told = List.copyOf(waiters);
        }
        done.run();
        ended.complete(null);
        for (Waiter waiter : told) {
            if (failure == null) {
                waiter.ready().complete(null);
            } else {
                waiter.ready().completeExceptionally(failure);
            }
        }
    }

    private void build() throws EnvironmentFailedException {
        Duration limit = request.settings().limits().build();
        Future<?> late = abortAfter(limit.multipliedBy(LOCK_LIMIT_FACTOR), "another process built it for too long");
        try {
            Files.createDirectories(slot.root());
            abort.beginWait();
            KeyLock lock = KeyLock.acquire(slot.lock());
            try {
                abort.endWait();
                late.cancel(false);
                if (Environments.isReady(slot, key, request.runtime().interpreter())) {
                    LOGGER.log(Level.FINE, "another process built {0}", slot.directory());
                    return;
                }
                late = abortAfter(limit, "it took longer than " + limit.toSeconds() + " seconds");
                buildLocked();
            } finally {
                lock.close();
            }
        } catch (IOException | CancellationException e) {
            abort.endWaitQuietly();
            throw failed(e);
        } finally {
            late.cancel(false);
        }
    }

    private void buildLocked() throws IOException, EnvironmentFailedException {
        Optional<FailureRecord> before = FailureRecord.read(slot.failed());
        if (before.isPresent() && !isForced()) {
            refuseTooEarly(before.get());
        }
        clear();
        String buildId = "env-" + slot.id() + "-" + UUID.randomUUID();
        BuildNote.write(slot, buildId, request, means.clock().millis());
        Throwable failure = null;
        try {
            new EnvironmentBuild(means, request, manifest, slot, this::tell)
                    .run(key, buildId, abort, () -> credentials().read());
            Files.deleteIfExists(slot.failed());
        } catch (IOException | InstallFailure | CancellationException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = e;
        }
        if (failure != null) {
            throw giveUp(failure, before.map(FailureRecord::count).orElse(0) + 1);
        }
        Files.deleteIfExists(slot.building());
    }

    /** Removes what a builder left that was killed, its programs first. */
    private void clear() throws IOException {
        String orphan = BuildNote.buildId(slot);
        if (orphan != null) {
            means.marks().kill(orphan);
        }
        Trees.delete(slot.directory());
        Trees.delete(slot.scratch());
    }

    private EnvironmentFailedException giveUp(Throwable cause, int count) {
        EnvironmentFailedException failure = failed(cause);
        try {
            clear();
            Files.deleteIfExists(slot.building());
            if (!isAbandoned()) {
                String remedy = failure.remedy();
                new FailureRecord(
                                means.clock().millis(),
                                count,
                                new FailureRecord.Wanted(
                                        request.pack(), request.runtime().shown()),
                                String.valueOf(failure.getMessage()),
                                remedy == null ? "" : remedy)
                        .write(slot.failed());
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
            LOGGER.log(Level.WARNING, e, () -> "what is left of the build in " + slot.directory() + " stays for now");
        }
        return failure;
    }

    private synchronized boolean isAbandoned() {
        return waiters.isEmpty();
    }

    private void refuseTooEarly(FailureRecord before) throws EnvironmentFailedException {
        Duration remaining = before.remaining(means.clock().millis());
        if (remaining.toMillis() > 0) {
            throw new EnvironmentFailedException(
                    before.message() + "\n(that was the last attempt; the next is made in "
                            + (remaining.toSeconds() + 1) + " s at the earliest)",
                    slot.log().toString(),
                    before.remedy().isEmpty() ? null : before.remedy());
        }
    }

    private EnvironmentFailedException failed(Throwable cause) {
        String reason = abort.reason();
        String why = reason != null ? "the build was ended: " + reason : String.valueOf(cause.getMessage());
        String remedy = null;
        if (reason == null && cause instanceof IOException file) {
            why = Reason.of(file);
            remedy = Remedy.of(why, slot.root());
        } else if (reason == null && cause instanceof InstallFailure known) {
            remedy = known.remedy();
        }
        String what = "the environment of pack " + request.pack() + " for "
                + request.runtime().shown() + " can't be built: " + why + vanished();
        return new EnvironmentFailedException(what, slot.log().toString(), remedy, cause);
    }

    /** Names an interpreter that environments of the pack were built with and that is gone. */
    private String vanished() {
        try {
            return Inventory.vanishedInterpreter(slot.root(), request.pack())
                    .map(path -> "\n(an earlier environment of this pack was built with " + path + ", which is gone)")
                    .orElse("");
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "earlier environments could not be read", e);
            return "";
        }
    }

    private Future<?> abortAfter(Duration limit, String reason) {
        return means.timer()
                .schedule(
                        () -> means.executor().execute(() -> abort.abort(reason)),
                        limit.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void tell(String line) {
        List<Waiter> told;
        synchronized (this) {
            told = List.copyOf(waiters);
        }
        told.forEach(waiter -> waiter.order().listener().phase(line));
    }

    private synchronized boolean isForced() {
        return waiters.stream().anyMatch(waiter -> waiter.order().evenAfterFailure());
    }

    @CheckForNull
    private InstallerCredentials firstCredentials() {
        synchronized (this) {
            return waiters.isEmpty() ? null : waiters.get(0).order().credentials();
        }
    }

    private InstallerCredentials credentials() {
        InstallerCredentials first = firstCredentials();
        return first == null ? InstallerCredentials.none() : first;
    }
}
