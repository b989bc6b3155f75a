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
import java.util.concurrent.CompletableFuture;
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
        end(run, patience, () -> {});
    }

    /** @param gone told once, when the run has ended, or when nothing more can be done about it */
    static void end(RunMemo run, Duration patience, Runnable gone) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        end.thenRun(gone);
        NodeReturn.await(
                run.machine(), patience, computer -> stop(run, computer, end), () -> tellThatItGoesOn(run, null, end));
    }

    private static void stop(RunMemo run, Computer computer, CompletableFuture<Void> end) {
        VirtualChannel channel = computer.getChannel();
        if (channel == null) {
            tellThatItGoesOn(run, null, end);
            return;
        }
        RunObserver deaf = channel.export(RunObserver.class, new DeafObserver(end));
        try {
            channel.call(new ResumeRun(run.trace(), NO_OUTPUT, deaf)).stop();
            Timer.get()
                    .schedule(
                            () -> tellThatItGoesOn(run, null, end), BuildRun.STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException | RuntimeException e) {
            tellThatItGoesOn(run, e, end);
        } catch (InterruptedException e) {
            tellThatItGoesOn(run, e, end);
            Thread.currentThread().interrupt();
        }
    }

    private static void tellThatItGoesOn(RunMemo run, @CheckForNull Throwable why, CompletableFuture<Void> end) {
        if (!end.isDone()) {
            String id = run.trace().executionId();
            LOGGER.log(Level.WARNING, why, () -> "run " + id + " goes on until its time limit, unseen");
            end.complete(null);
        }
    }
}
