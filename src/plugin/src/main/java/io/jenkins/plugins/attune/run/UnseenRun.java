package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Computer;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.attune.engine.execution.OutputPosition;
import io.jenkins.plugins.attune.engine.execution.RunObserver;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;

/**
 * A run that nobody looks at any more: it is told to stop, not listened to, and clears up behind itself.
 *
 * <p>Either its secrets are not known any more, or its end was taken and the answer to its agent got lost.
 */
final class UnseenRun {
    private static final Logger LOGGER = Logger.getLogger(UnseenRun.class.getName());

    /** Behind all output: none of it is asked for. */
    private static final OutputPosition NO_OUTPUT = new OutputPosition(Long.MAX_VALUE, Long.MAX_VALUE);

    /** By then an agent has heard that the end was taken, or its connection is known to be lost. */
    private static final long ANSWER_SECONDS = 60;

    private UnseenRun() {}

    /** For a run that has just ended: where the connection goes now, its agent may not have heard that it was told. */
    static void endIfLost(Channel channel, RunMemo run, Duration patience) {
        AgentLoss loss = new AgentLoss(cause -> end(run, patience));
        channel.addListener(loss);
        Timer.get().schedule(() -> channel.removeListener(loss), ANSWER_SECONDS, TimeUnit.SECONDS);
    }

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
            channel.call(new ResumeRun(run.trace(), NO_OUTPUT, deaf)).stop();
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
