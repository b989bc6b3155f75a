package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.environment.Environments;
import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import io.jenkins.plugins.attune.engine.execution.ActionRun;
import io.jenkins.plugins.attune.engine.execution.RunLimits;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import io.jenkins.plugins.attune.engine.execution.RunRequest;
import io.jenkins.plugins.attune.engine.run.RunPlan;
import io.jenkins.plugins.attune.engine.run.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of this command, from a plan that has been checked to the exit code; leaves nothing behind. */
final class RunSession {
    /** How much later than its own limits a run may end before something must be broken. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    /** For the removal of a directory with a few files in it. */
    private static final Duration CLEANUP = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final CorePack core;
    private final InstallSettings install;
    private final boolean json;
    private final RunDirectories directories;

    RunSession(Surroundings surroundings, CorePack core, InstallSettings install, boolean json) {
        this.surroundings = surroundings;
        this.core = core;
        this.install = install;
        this.json = json;
        this.directories = new RunDirectories(surroundings);
    }

    int run(RunPlan plan, KeyFiles keys) throws AttuneException, IOException, InterruptedException {
        String id = RunId.next();
        RunLimits limits = plan.limits();
        Duration patience = limits.grace().plus(SLACK);
        ConsoleObserver observer = new ConsoleObserver(surroundings.terminal(), limits.streamBytes(), json, keys);
        CompletableFuture<ActionRun> started = new CompletableFuture<>();
        Runnable stop = () -> started.thenAccept(ActionRun::stop);
        // Closed last: until then an interrupted process waits for what is cleaned up here.
        try (Interruption interruption = Interruption.during(stop, patience);
                Artifacts artifacts = Artifacts.create(directories.cache(), id, surroundings.terminal())) {
            RunRequest request = plan.request(id, place(plan, artifacts), Map.of());
            byte[] document = plan.document(request);
            ActionRun run =
                    ActionRun.start(request, observer, surroundings.services().get());
            run.deliver(document, plan.keys());
            started.complete(run);
            observer.onBrokenOutput(stop);
            RunOutcome outcome;
            try {
                outcome = observer.await(limits.timeout()
                        .plus(patience)
                        .plus(install.limits().build().multipliedBy(2)));
            } finally {
                awaitCleanup(run);
            }
            return report(RunResult.of(plan.resultSpec(), id, outcome), observer, interruption);
        }
    }

    /** The end is told before the control directory is removed, and this process must not end in between. */
    private void awaitCleanup(ActionRun run) throws InterruptedException {
        Environments environments = surroundings.services().get().environments();
        try {
            run.finished().get(CLEANUP.toMillis(), TimeUnit.MILLISECONDS);
            environments.settled().get(CLEANUP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            surroundings.terminal().warn("the run's directory in " + directories.controlRoot() + " was not removed");
        }
    }

    private RunRequest.Place place(RunPlan plan, Artifacts artifacts) throws AttuneException {
        String location = plan.resolved().pack().location();
        Path cache = directories.cache();
        try {
            Path pack = core.is(location) ? core.installBelow(cache.resolve("packs")) : Path.of(location);
            return new RunRequest.Place(
                    pack.toString(),
                    directories.control().toString(),
                    directories.environments().toString(),
                    artifacts.path().toString(),
                    install);
        } catch (IOException e) {
            throw new LaunchFailedException(
                    "the core pack can't be unpacked: " + e,
                    cache.toString(),
                    "Set XDG_CACHE_HOME to a directory that can be written to.",
                    e);
        }
    }

    private int report(RunResult result, ConsoleObserver observer, Interruption interruption) {
        Terminal terminal = surroundings.terminal();
        if (json) {
            JsonOutput.write(terminal, result.toMap(RunLimits.DEFAULT_RESULT_BYTES));
        } else {
            result.warnings().forEach(terminal::warn);
        }
        return switch (result.status()) {
            case SUCCEEDED -> ExitCodes.OK;
            case FAILED -> result.exitCode();
            case INVALID_OUTPUT -> {
                tell("the result is not what the action declares, and --strict-output was asked for");
                yield ExitCodes.BAD_PACK;
            }
            case TIMED_OUT -> {
                tell("the action was stopped at its time limit");
                yield ExitCodes.TIMED_OUT;
            }
            case ABORTED -> {
                if (observer.isOutputBroken() && !interruption.happened()) {
                    yield ExitCodes.READER_GONE;
                }
                tell("interrupted; the action was stopped");
                yield ExitCodes.INTERRUPTED;
            }
        };
    }

    private void tell(String what) {
        if (!json) {
            surroundings.terminal().notice(what);
        }
    }
}
