package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.environment.EnvironmentOrder;
import io.jenkins.plugins.attune.engine.environment.EnvironmentRequest;
import io.jenkins.plugins.attune.engine.environment.Environments;
import io.jenkins.plugins.attune.engine.environment.Lease;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.EnvironmentFailedException;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.InterpreterPlaces;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Has the environments of a pack built before a run needs them, one after the other; no thread waits for them.
 *
 * <p>What can't be built does not keep the next from being built. The lock guards what cancelling has to know.
 */
public final class PackPreparation implements PreparationHandle {
    private static final Logger LOGGER = Logger.getLogger(PackPreparation.class.getName());

    private final PreparationRequest request;
    private final PreparationObserver observer;
    private final RunServices services;
    private final BuildProgress progress;
    private final Iterator<RunRequest.Needed> rest;
    private final List<RunFailure> failures = new ArrayList<>();
    private final Object lock = new Object();

    @CheckForNull
    private CompletableFuture<Optional<Lease>> current;

    private boolean cancelled;

    private PackPreparation(PreparationRequest request, PreparationObserver observer, RunServices services) {
        this.request = request;
        this.observer = observer;
        this.services = services;
        progress = new BuildProgress(request.pack(), observer::progress, services.executor());
        rest = request.runtimes().iterator();
    }

    /** Begins, and returns at once. */
    public static PackPreparation start(
            PreparationRequest request, PreparationObserver observer, RunServices services) {
        PackPreparation preparation = new PackPreparation(request, observer, services);
        services.executor().execute(preparation::next);
        return preparation;
    }

    @Override
    public void cancel() {
        CompletableFuture<?> asked;
        synchronized (lock) {
            cancelled = true;
            asked = current;
        }
        if (asked != null) {
            asked.cancel(false);
        }
    }

    private void next() {
        if (!rest.hasNext() || isCancelled()) {
            progress.then(this::tellEnd);
            return;
        }
        try {
            acquire(rest.next());
        } catch (AttuneException | IOException | RuntimeException e) {
            failures.add(RunFailure.of(e));
            next();
        }
    }

    private void acquire(RunRequest.Needed needed) throws AttuneException, IOException {
        RuntimeDescriptor runtime = needed.descriptor();
        if (request.place().container()) {
            requireNone(runtime);
            progress.phase(runtime.name() + " needs none");
            next();
            return;
        }
        String path = request.place().path();
        InterpreterPlaces places = new InterpreterPlaces(
                request.place().install().tools().interpreters(),
                path == null ? System.getenv().getOrDefault("PATH", "") : path,
                System::getenv);
        Interpreter found = services.finder().find(runtime, needed.versions(), places);
        if (found.launch().environment() == null || found.launch().dependencies() == null) {
            progress.phase(runtime.name() + " needs none");
            next();
            return;
        }
        EnvironmentRequest wanted = new EnvironmentRequest(
                Path.of(request.place().environments()),
                request.pack(),
                Path.of(request.place().directory()),
                new EnvironmentRequest.Runtime(
                        runtime.ref(), runtime.name(), services.finder().withVersion(runtime, found)),
                request.place().install());
        CompletableFuture<Optional<Lease>> asked = services.environments()
                .acquire(
                        wanted,
                        new EnvironmentOrder(request.id(), null, observer::installerCredentials, progress, false));
        boolean warm = asked.isDone();
        synchronized (lock) {
            current = asked;
        }
        if (isCancelled()) {
            asked.cancel(false);
        }
        asked.whenCompleteAsync((lease, failure) -> settled(runtime, warm, lease, failure), services.executor());
    }

    private void requireNone(RuntimeDescriptor runtime) throws EnvironmentFailedException, IOException {
        if (Environments.isNeeded(
                Path.of(request.place().directory()),
                runtime.launch(),
                request.place().install())) {
            throw EnvironmentFailedException.inContainer("the pack " + request.pack(), runtime.name());
        }
    }

    private void settled(
            RuntimeDescriptor runtime,
            boolean warm,
            @CheckForNull Optional<Lease> lease,
            @CheckForNull Throwable failure) {
        if (lease != null) {
            progress.phase(lease.map(held -> {
                        held.close();
                        return runtime.name() + (warm ? " was ready in " : " is ready in ") + held.directory();
                    })
                    .orElse(runtime.name() + " needs none: the pack names no dependencies"));
        } else if (failure != null && !(failure instanceof CancellationException)) {
            boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
            failures.add(RunFailure.of(wrapped ? failure.getCause() : failure));
        }
        next();
    }

    private boolean isCancelled() {
        synchronized (lock) {
            return cancelled;
        }
    }

    private void tellEnd() {
        try {
            observer.ended(new ArrayList<>(failures));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "nobody could be told that " + request.id() + " is over");
        }
    }
}
