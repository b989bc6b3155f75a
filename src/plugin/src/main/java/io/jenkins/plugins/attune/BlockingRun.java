package io.jenkins.plugins.attune;

import hudson.AbortException;
import io.jenkins.plugins.attune.run.BuildPlace;
import io.jenkins.plugins.attune.run.BuildRun;
import io.jenkins.plugins.attune.run.RunOrder;
import io.jenkins.plugins.attune.run.RunReport;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A run that the calling thread waits for, as freestyle builds do. */
final class BlockingRun {
    private static final Logger LOGGER = Logger.getLogger(BlockingRun.class.getName());

    private BlockingRun() {}

    /**
     * Runs it, and has its result handed over however it ended.
     *
     * @throws InterruptedException after the run was stopped, so that nothing is left when the build goes on
     */
    static void perform(RunOrder order, BuildPlace place, ResultHandover handover)
            throws IOException, InterruptedException {
        BuildRun run = BuildRun.start(order, place, false);
        CompletableFuture<RunReport> end = new CompletableFuture<>();
        run.whenEnded((report, error) -> {
            if (error != null) {
                end.completeExceptionally(error);
            } else {
                end.complete(report);
            }
        });
        RunReport report;
        try {
            report = end.get();
        } catch (InterruptedException e) {
            run.stop();
            awaitEnd(end);
            throw e;
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
        handover.take(report, place);
        if (!report.succeeded()) {
            throw report.toException();
        }
    }

    private static void awaitEnd(CompletableFuture<RunReport> end) throws InterruptedException {
        try {
            end.get(BuildRun.STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.FINE, "the stopped run gave no report", e);
        }
    }

    private static IOException rethrown(Throwable cause) {
        return cause instanceof AbortException abort ? abort : new IOException(cause);
    }
}
