package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.environment.Environments;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.EnvironmentFailedException;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import io.jenkins.plugins.attune.engine.error.RuntimeUnavailableException;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.InterpreterFinder;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Brings a run to life through a launcher that only somebody else has, one command at a time; from the moment its
 * supervisor is ready it is an {@link ActionRun} like any other.
 *
 * <p>The control directory is all that both sides share. A container may have no stdin, its own ids of processes and its
 * own file system; it has this directory, because it is in the workspace's temporary one. Nothing here is ever done on
 * this side instead when the other side can't do it.
 *
 * <p>{@link #next} is called by one thread at a time.
 */
public final class DetachedRun implements DetachedHandle {
    /** Whoever launches has a limit of his own, a shorter one; this is for when he is gone. */
    private static final long ABANDONED_MINUTES = 15;

    private final RunRequest request;
    private final ControlDirectory control;
    private final ActionRun run;
    private DetachedCall call;
    private final DetachedProbe probe;
    private final Future<?> abandoned;
    private Stage stage = Stage.PREPARED;

    private enum Stage {
        PREPARED,
        PROBING,
        STARTING,
        DONE
    }

    private DetachedRun(RunRequest request, RunObserver observer, RunServices services) {
        this.request = request;
        control = ControlDirectory.at(Path.of(RunTrace.of(request).controlDirectory()));
        run = ActionRun.detached(request, observer, services);
        call = new DetachedCall(request, control);
        probe = new DetachedProbe(control, request.program());
        abandoned = services.timer()
                .schedule(
                        () -> services.executor()
                                .execute(() -> end(new LaunchFailedException(
                                        "nobody launched the run in time",
                                        control.path().toString(),
                                        null))),
                        ABANDONED_MINUTES,
                        TimeUnit.MINUTES);
    }

    /** Prepares a run; nothing is started yet. */
    public static DetachedRun prepare(RunRequest request, RunObserver observer, RunServices services) {
        return new DetachedRun(request, observer, services);
    }

    @Override
    public void deliver(byte[] document) {
        run.deliver(document);
    }

    @Override
    public void deliver(byte[] document, byte[] keys) {
        run.deliver(document, keys);
    }

    @Override
    public void restoreKeys(byte[] keys) throws IOException {
        run.restoreKeys(keys);
    }

    @Override
    public void stop() {
        run.stop();
    }

    @CheckForNull
    @Override
    public synchronized DetachedLaunch next(@CheckForNull DetachedLaunch.Report previous) {
        try {
            return switch (stage) {
                case PREPARED -> begin();
                case PROBING -> probed(previous);
                case STARTING -> started(previous);
                case DONE -> null;
            };
        } catch (AttuneException | IOException | RuntimeException e) {
            end(e);
            return null;
        }
    }

    private DetachedLaunch begin() throws AttuneException, IOException {
        Launcher.requireUnix();
        requireNoEnvironment();
        run.enter(request);
        control.create();
        call = new DetachedCall(run.openKeys(request, false), control);
        control.markDetached();
        SupervisorCall.writeScript(control);
        SupervisorCall.writeScript(control, DetachedWords.SCRIPT);
        SupervisorCall.writeScript(control, DetachedCall.SCRIPT);
        if (call.needsNoProbe()) {
            call.write();
            return start();
        }
        return ask();
    }

    /** What is built on this side would not run on the other. */
    private void requireNoEnvironment() throws EnvironmentFailedException, IOException {
        RuntimeDescriptor runtime = request.program().runtime().descriptor();
        RunRequest.Place place = request.place();
        if (Environments.isNeeded(Path.of(place.pack()), runtime.launch(), place.install())) {
            throw EnvironmentFailedException.inContainer(request.program().action(), runtime.name());
        }
    }

    private DetachedLaunch ask() throws IOException {
        probe.write(call.ownPath(), call.words());
        stage = Stage.PROBING;
        return call.launch(DetachedProbe.SCRIPT);
    }

    private DetachedLaunch start() {
        stage = Stage.STARTING;
        return call.launch(DetachedCall.SCRIPT);
    }

    private DetachedLaunch probed(@CheckForNull DetachedLaunch.Report report) throws AttuneException, IOException {
        if (!probe.answered()) {
            throw new DetachedProblem(control).of(required(report));
        }
        InterpreterFinder finder = new InterpreterFinder(probe);
        for (RunRequest.Needed needed : request.program().required().values()) {
            find(finder, needed);
        }
        call.write(find(finder, request.program().runtime()));
        return start();
    }

    private static Interpreter find(InterpreterFinder finder, RunRequest.Needed needed)
            throws RuntimeUnavailableException {
        return finder.find(needed.descriptor(), needed.versions(), "");
    }

    @CheckForNull
    private DetachedLaunch started(@CheckForNull DetachedLaunch.Report report) throws AttuneException, IOException {
        if (Files.exists(control.file("ready"))) {
            stage = Stage.DONE;
            abandoned.cancel(false);
            run.launched();
            return null;
        }
        if (required(report).exitCode() == DetachedProblem.NO_INTERPRETER && !probe.answered()) {
            return ask(); // one of another name may be there; if not, the search says what was looked for
        }
        if (control.exit() != null) {
            stage = Stage.DONE;
            abandoned.cancel(false);
            run.launched(); // its last word says why
            return null;
        }
        throw new DetachedProblem(control).of(required(report));
    }

    private static DetachedLaunch.Report required(@CheckForNull DetachedLaunch.Report report) {
        if (report == null) {
            throw new IllegalStateException("a launch was not reported on");
        }
        return report;
    }

    private synchronized void end(Throwable why) {
        if (stage != Stage.DONE) {
            stage = Stage.DONE;
            abandoned.cancel(false);
            run.failed(why);
        }
    }
}
