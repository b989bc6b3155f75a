package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.environment.EnvironmentOrder;
import io.jenkins.plugins.attune.engine.environment.EnvironmentRequest;
import io.jenkins.plugins.attune.engine.environment.Environments;
import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import io.jenkins.plugins.attune.engine.environment.InstallerCredentials;
import io.jenkins.plugins.attune.engine.environment.Lease;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.InterpreterFinder;
import io.jenkins.plugins.attune.engine.runtime.InterpreterPlaces;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Interpreters and environments for what this command starts without a run: tests, and builds that are asked for. */
final class PackEnvironments {
    /** For a build that is given up to clear up behind itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final InstallSettings settings;
    private final InterpreterFinder finder = new InterpreterFinder();
    private final AtomicInteger users = new AtomicInteger();

    PackEnvironments(Surroundings surroundings, InstallSettings settings) {
        this.surroundings = surroundings;
        this.settings = settings;
    }

    /** What a pack asks for. */
    record Wanted(Pack pack, RuntimeDescriptor runtime, VersionRange versions) {
        @Override
        public String toString() {
            return runtime.name() + (versions.equals(VersionRange.any()) ? "" : " " + versions);
        }
    }

    /** What it gets; the environment is missing where the pack names no dependencies. */
    record Prepared(Interpreter interpreter, Optional<Lease> environment) implements AutoCloseable {
        /** The interpreter to start: the one inside the environment, where there is one. */
        Interpreter started() {
            return environment
                    .map(Lease::interpreter)
                    .map(inside -> new Interpreter(inside, interpreter.version(), interpreter.launch()))
                    .orElse(interpreter);
        }

        @Override
        public void close() {
            environment.ifPresent(Lease::close);
        }
    }

    /**
     * Finds the interpreter, and has the environment built where it is not there.
     *
     * @param again whether a build that failed a moment ago is tried again
     */
    Prepared prepare(Wanted wanted, boolean again) throws AttuneException, IOException, InterruptedException {
        String path = surroundings.variable("PATH");
        InterpreterPlaces places = new InterpreterPlaces(
                settings.tools().interpreters(), path == null ? "" : path, surroundings.environment());
        Interpreter found = finder.find(wanted.runtime(), wanted.versions(), places);
        if (found.launch().environment() == null) {
            return new Prepared(found, Optional.empty());
        }
        Interpreter interpreter = finder.withVersion(wanted.runtime(), found);
        EnvironmentRequest request = new EnvironmentRequest(
                new RunDirectories(surroundings).environments(),
                wanted.pack().ref(),
                Path.of(wanted.pack().location()),
                new EnvironmentRequest.Runtime(
                        wanted.runtime().ref(), wanted.runtime().name(), interpreter),
                settings);
        return new Prepared(interpreter, await(request, order(wanted, again)));
    }

    private EnvironmentOrder order(Wanted wanted, boolean again) {
        String user = "attune-" + ProcessHandle.current().pid() + "-" + users.incrementAndGet();
        return new EnvironmentOrder(
                user,
                null,
                InstallerCredentials.none(),
                line -> surroundings
                        .terminal()
                        .notice("environment of pack " + wanted.pack().ref() + ": " + line),
                again);
    }

    private Optional<Lease> await(EnvironmentRequest request, EnvironmentOrder order)
            throws AttuneException, IOException, InterruptedException {
        Environments environments = surroundings.services().get().environments();
        CompletableFuture<Optional<Lease>> lease = environments.acquire(request, order);
        if (lease.isDone()) {
            return result(lease);
        }
        try (Interruption interruption = Interruption.during(() -> lease.cancel(false), PATIENCE)) {
            try {
                return result(lease);
            } catch (CancellationException e) {
                environments.settled().join();
                throw new InterruptedException("told to end while an environment was built " + interruption.happened());
            }
        }
    }

    private static Optional<Lease> result(CompletableFuture<Optional<Lease>> lease)
            throws AttuneException, IOException, InterruptedException {
        try {
            return lease.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AttuneException known) {
                throw known;
            }
            throw new IOException(
                    "the environment can't be had: " + e.getCause().getMessage(), e);
        }
    }
}
