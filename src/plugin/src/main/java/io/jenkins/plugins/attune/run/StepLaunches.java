package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Proc;
import hudson.model.Computer;
import io.jenkins.plugins.attune.engine.execution.DetachedHandle;
import io.jenkins.plugins.attune.engine.execution.DetachedLaunch;
import io.jenkins.plugins.attune.engine.execution.DetachedLaunch.Report;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.SystemProperties;

/**
 * Runs what a run wants launched through the launcher of its step, which may lead into a container.
 *
 * <p>Each launch is short, since it leaves a supervisor behind, and has a time limit, since the launcher is somebody
 * else's. It gets no stdin and no variables: such launchers drop the one and show the others to everybody.
 */
final class StepLaunches {
    private static final Logger LOGGER = Logger.getLogger(StepLaunches.class.getName());

    /** How long a launch may take, in seconds. */
    private static final String LIMIT_PROPERTY = StepLaunches.class.getName() + ".seconds";

    /** Beyond what the exec API of a busy cluster takes with some of its own tries. */
    private static final int DEFAULT_LIMIT_SECONDS = 180;

    private final BuildPlace.Spot spot;
    private final AtomicReference<Proc> process = new AtomicReference<>();

    private StepLaunches(BuildPlace.Spot spot) {
        this.spot = spot;
    }

    /** Until the run wants no more: then it is ready for its document, or has told its observer why not. */
    static void lead(DetachedHandle run, BuildPlace.Spot spot) throws IOException, InterruptedException {
        DetachedLaunch launch = run.next(null);
        while (launch != null) {
            launch = run.next(new StepLaunches(spot).report(launch));
        }
    }

    private Report report(DetachedLaunch launch) throws InterruptedException {
        try (LastBytes said = new LastBytes(Report.SAID_BYTES)) {
            return report(launch, said);
        }
    }

    private Report report(DetachedLaunch launch, LastBytes said) throws InterruptedException {
        Future<Integer> exit = Computer.threadPoolForRemoting.submit(() -> run(launch, said));
        int limit = SystemProperties.getInteger(LIMIT_PROPERTY, DEFAULT_LIMIT_SECONDS);
        try {
            return Report.exited(exit.get(limit, TimeUnit.SECONDS), said.text());
        } catch (ExecutionException e) {
            LOGGER.log(Level.FINE, "a launcher failed", e);
            Throwable cause = e.getCause();
            return Report.refused(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        } catch (TimeoutException e) {
            LOGGER.log(Level.FINE, "a launcher did not come back in time", e);
            return Report.late(said.text());
        } finally {
            if (!exit.isDone()) {
                exit.cancel(true);
                Computer.threadPoolForRemoting.execute(() -> kill(process.get()));
            }
        }
    }

    private int run(DetachedLaunch launch, LastBytes said) throws IOException, InterruptedException {
        Proc started = spot.launcher()
                .launch()
                // Launchers put variables in place of $NAME, and a single $ in place of two.
                .cmds(launch.command().stream()
                        .map(word -> word.replace("$", "$$"))
                        .toList())
                .pwd(spot.workspace())
                .stdout(said)
                .quiet(true)
                .start();
        process.set(started);
        return started.join();
    }

    /** What it had to start is not there, and is not waited for any more. */
    private static void kill(@CheckForNull Proc late) {
        if (late != null) {
            try {
                late.kill();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "a launch that took too long could not be ended", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
