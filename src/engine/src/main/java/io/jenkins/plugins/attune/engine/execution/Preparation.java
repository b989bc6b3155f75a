package io.jenkins.plugins.attune.engine.execution;

import io.jenkins.plugins.attune.engine.environment.EnvironmentOrder;
import io.jenkins.plugins.attune.engine.environment.EnvironmentRequest;
import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import io.jenkins.plugins.attune.engine.environment.Lease;
import io.jenkins.plugins.attune.engine.error.RuntimeUnavailableException;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.InterpreterPlaces;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Settles what a run is started with: its interpreter, and the environment of its pack, built where need be. */
final class Preparation {
    private final RunServices services;
    private final RunRequest request;

    Preparation(RunServices services, RunRequest request) {
        this.services = services;
        this.request = request;
    }

    /** The interpreter, once it is sure that everything else the action asks for is there, too. */
    Interpreter interpreter() throws RuntimeUnavailableException {
        String path = request.variables().getOrDefault("PATH", System.getenv().getOrDefault("PATH", ""));
        InterpreterPlaces places = new InterpreterPlaces(settings().tools().interpreters(), path, System::getenv);
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, RunRequest.Needed> needed :
                request.program().required().entrySet()) {
            try {
                services.finder()
                        .find(needed.getValue().descriptor(), needed.getValue().versions(), places);
            } catch (RuntimeUnavailableException e) {
                missing.add(needed.getKey() + ": " + e.getMessage());
            }
        }
        if (!missing.isEmpty()) {
            throw new RuntimeUnavailableException(
                    request.program().action() + " requires runtimes that this machine does not have: "
                            + String.join("; ", missing),
                    null,
                    "Install them on this machine, or run the action where they are installed (in Jenkins: by a label).");
        }
        RunRequest.Needed needed = request.program().runtime();
        return services.finder().find(needed.descriptor(), needed.versions(), places);
    }

    /** The environment, at once where it is ready; empty where the pack needs none. */
    CompletableFuture<Optional<Lease>> environment(Interpreter chosen, ControlDirectory control, RunObserver observer)
            throws IOException {
        if (chosen.launch().environment() == null || chosen.launch().dependencies() == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        RuntimeDescriptor descriptor = request.program().runtime().descriptor();
        EnvironmentRequest wanted = new EnvironmentRequest(
                Path.of(request.place().environments()),
                pack(),
                Path.of(request.place().pack()),
                new EnvironmentRequest.Runtime(
                        descriptor.ref(), descriptor.name(), services.finder().withVersion(descriptor, chosen)),
                settings());
        BuildProgress progress = new BuildProgress(pack(), observer::progress, services.executor());
        CompletableFuture<Optional<Lease>> environment = services.environments()
                .acquire(
                        wanted,
                        new EnvironmentOrder(
                                request.executionId(),
                                control.path(),
                                observer::installerCredentials,
                                progress,
                                false));
        if (!environment.isDone()) {
            environment.thenRun(() -> progress.phase("ready"));
        }
        return environment;
    }

    private InstallSettings settings() {
        return request.place().install();
    }

    private String pack() {
        String action = request.program().action();
        int dot = action.indexOf('.');
        return dot < 0 ? action : action.substring(0, dot);
    }
}
