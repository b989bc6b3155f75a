package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.attune.engine.execution.OutputPosition;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A run that nobody may look at any more, because its secrets are not known; it is told to stop and not listened to. */
final class UnseenRun {
    private static final Logger LOGGER = Logger.getLogger(UnseenRun.class.getName());

    private UnseenRun() {}

    /** @param patience how long its agent may take to come back */
    static void end(RunMemo run, Duration patience) {
        NodeReturn.await(
                run.machine(),
                patience,
                computer -> RunThreads.get().execute(() -> stop(run, computer)),
                () -> tellThatItGoesOn(run, null));
    }

    private static void stop(RunMemo run, Computer computer) {
        VirtualChannel channel = computer.getChannel();
        if (channel == null) {
            tellThatItGoesOn(run, null);
            return;
        }
        RunObserver deaf = channel.export(RunObserver.class, new DeafObserver());
        try {
            channel.call(new ResumeRun(run.trace(), OutputPosition.start(), deaf))
                    .stop();
        } catch (IOException | RuntimeException e) {
            tellThatItGoesOn(run, e);
        } catch (InterruptedException e) {
            tellThatItGoesOn(run, e);
            Thread.currentThread().interrupt();
        }
    }

    private static void tellThatItGoesOn(RunMemo run, @CheckForNull Throwable why) {
        String id = run.trace().executionId();
        LOGGER.log(Level.WARNING, why, () -> "run " + id + " goes on until its time limit, unseen");
    }
}
