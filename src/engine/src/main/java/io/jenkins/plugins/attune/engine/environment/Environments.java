package io.jenkins.plugins.attune.engine.environment;

import io.jenkins.plugins.attune.engine.environment.PendingBuild.Waiter;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The environments of a machine: finds the one a run needs, and has it built where it is not there.
 *
 * <p>Found means: the manifest's files are read, hashed with what else makes an environment, and the marker at the place
 * named by the hash holds the same hash. That takes well under a millisecond and starts nothing. What is built is built
 * once, however many ask, in this process and in others; nobody waits with a thread.
 */
public final class Environments {
    private static final Logger LOGGER = Logger.getLogger(Environments.class.getName());

    private final BuildMeans means;
    private final Housekeeping housekeeping;
    private final Map<Path, PendingBuild> builds = new ConcurrentHashMap<>();

    public Environments(BuildMeans means) {
        this.means = means;
        housekeeping = new Housekeeping(means);
    }

    /**
     * The environment for a run: at once where it is ready, else when it has been built.
     *
     * <p>The future fails with an {@link io.jenkins.plugins.attune.engine.error.EnvironmentFailedException}. Cancelling it
     * gives up the wait, and the build with the last of those who wait.
     *
     * @return the lease to be closed when the run is over; empty where the pack needs no environment
     */
    public CompletableFuture<Optional<Lease>> acquire(EnvironmentRequest request, EnvironmentOrder order)
            throws IOException {
        Optional<Manifest> manifest = manifest(request);
        if (manifest.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        EnvironmentKey key = EnvironmentKey.of(request, manifest.get());
        Slot slot = new Slot(request.root(), key.id());
        housekeeping.used(request.root(), request.settings().limits());
        Path use = new Uses(slot)
                .begin(order.user(), order.control(), means.clock().instant());
        CompletableFuture<Optional<Lease>> result = new CompletableFuture<>();
        if (isReady(slot, key, request.runtime().interpreter())) {
            lend(request, slot, use, result);
        } else {
            PendingBuild build = new PendingBuild(means, request, manifest.get(), key, slot);
            await(build, slot, new Waiter(new CompletableFuture<>(), order), result, () -> {
                housekeeping.added(request.root());
                lend(request, slot, use, result);
            });
        }
        result.whenComplete((lease, failure) -> {
            if (failure != null) {
                new Lease(use, slot.directory(), request.packDirectory(), null).close();
            }
        });
        return result;
    }

    /** Completed when no build goes on any more, those included that were given up. */
    public CompletableFuture<Void> settled() {
        return CompletableFuture.allOf(
                builds.values().stream().map(PendingBuild::ended).toArray(CompletableFuture<?>[]::new));
    }

    /** Whether the environment with this key is there, whole, and its interpreter can be started. */
    static boolean isReady(Slot slot, EnvironmentKey key, Interpreter interpreter) throws IOException {
        String inside = EnvironmentLayout.interpreter(slot.directory(), interpreter);
        return (inside == null || Files.isExecutable(Path.of(inside)))
                && ReadyMarker.read(slot.marker())
                        .filter(marker -> marker.key().equals(key.full()))
                        .isPresent();
    }

    /** Whether a pack asks for packages that its interpreter does not have by itself. */
    public static boolean isNeeded(Path packDirectory, Launch launch, InstallSettings settings) throws IOException {
        return hasEnvironments(launch, settings)
                && (!settings.additions().requirements().isEmpty()
                        || Manifest.read(packDirectory, launch.dependencies())
                                .filter(Manifest::asksForSomething)
                                .isPresent());
    }

    private static boolean hasEnvironments(Launch launch, InstallSettings settings) {
        return launch.environment() != null
                && launch.dependencies() != null
                && settings.tools().installer() != InstallSettings.Installer.NONE;
    }

    /** What the pack depends on; empty where it says nothing, or where nothing is to be kept apart for it. */
    private static Optional<Manifest> manifest(EnvironmentRequest request) throws IOException {
        Interpreter interpreter = request.runtime().interpreter();
        Launch launch = interpreter.launch();
        if (!hasEnvironments(launch, request.settings())) {
            return Optional.empty();
        }
        boolean more = !request.settings().additions().requirements().isEmpty();
        Optional<Manifest> found = Manifest.read(request.packDirectory(), launch.dependencies());
        if (found.isEmpty()) {
            return more ? Optional.of(Manifest.empty(launch.dependencies())) : found;
        }
        // Without modules of its own, a Node.js pack is started where it is; a virtual environment keeps others' out.
        boolean isolates = EnvironmentLayout.isKind(interpreter, EnvironmentLayout.VIRTUALENV);
        return found.filter(manifest -> isolates || more || manifest.asksForSomething());
    }

    private void await(
            PendingBuild fresh, Slot slot, Waiter waiter, CompletableFuture<Optional<Lease>> result, Runnable ready) {
        PendingBuild joined = null;
        while (joined == null) {
            PendingBuild current = builds.computeIfAbsent(slot.directory(), ignored -> fresh);
            if (current.join(waiter)) {
                joined = current;
            } else {
                builds.remove(slot.directory(), current);
            }
        }
        PendingBuild build = joined;
        waiter.ready().whenComplete((done, failure) -> {
            if (failure == null) {
                ready.run();
            } else {
                result.completeExceptionally(failure);
            }
        });
        result.whenComplete((lease, failure) -> build.leave(waiter));
        if (build == fresh) {
            means.executor().execute(() -> fresh.run(() -> builds.remove(slot.directory(), fresh)));
        }
    }

    private void lend(EnvironmentRequest request, Slot slot, Path use, CompletableFuture<Optional<Lease>> result) {
        try {
            Lease lease = lease(request, slot, use);
            if (!result.complete(Optional.of(lease))) {
                lease.close();
            }
        } catch (IOException | RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private Lease lease(EnvironmentRequest request, Slot slot, Path use) throws IOException {
        try {
            Files.setLastModifiedTime(slot.marker(), FileTime.from(means.clock().instant()));
        } catch (NoSuchFileException aside) {
            // A removal has put it aside, will see that the environment is in use, and put it back.
            LOGGER.log(Level.FINE, aside, () -> slot.directory() + " was about to be removed");
        }
        Interpreter interpreter = request.runtime().interpreter();
        Path pack = EnvironmentLayout.isKind(interpreter, EnvironmentLayout.NODE_MODULES)
                ? PackCopy.of(slot, request.packDirectory(), means.clock().instant())
                : request.packDirectory();
        return new Lease(use, slot.directory(), pack, EnvironmentLayout.interpreter(slot.directory(), interpreter));
    }
}
