package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.attune.engine.execution.RunFailure;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.run.RunEnd;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import io.jenkins.plugins.attune.engine.run.RunResult;
import io.jenkins.plugins.attune.engine.run.RunStatus;
import io.jenkins.plugins.attune.engine.run.SharedResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The end of a run as it is kept with the build before the agent hears that it was taken, and forgets it: a controller
 * that is killed before the pipeline has saved its progress finds it here. Secrets are hidden in it already.
 */
record KeptReport(RunEnd end) {
    private static final Logger LOGGER = Logger.getLogger(KeptReport.class.getName());

    /** @param mask null where secrets can't be hidden, and nothing may be shown therefore */
    static KeptReport of(
            String id,
            RunMemo run,
            @CheckForNull SecretMask mask,
            @CheckForNull RunOutcome outcome,
            @CheckForNull RunFailure failure) {
        if (failure == null && outcome != null && mask != null) {
            return of(RunReport.of(run, RunResult.of(run.spec(), id, outcome), mask));
        }
        String why = failure == null ? "no reason given" : failure.toException().describe();
        String text = run.spec().action() + " could not be run: " + why;
        return failed(mask == null ? text : mask.text(text));
    }

    static KeptReport of(RunReport report) {
        return new KeptReport(new RunEnd(report.status(), report.result(), report.failure()));
    }

    static KeptReport failed(String why) {
        return new KeptReport(new RunEnd(null, Map.of(), why));
    }

    /** For who only reads it: without what the action declares secret. */
    KeptReport shared() {
        return new KeptReport(new RunEnd(end.status(), new SharedResult(end.result()).result(), end.failure()));
    }

    /** Writes it into the run's directory, in one step. */
    void save(Path directory) throws IOException {
        end.save(directory);
    }

    /** A run of which the end can't be kept ends all the same: then only a restart at this very moment loses it. */
    void keep(Path directory) {
        try {
            save(directory);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the end of a run can't be kept in " + directory);
        }
    }

    /** Null where the end was never taken. */
    @CheckForNull
    static KeptReport load(Path directory) throws IOException {
        RunEnd found = RunEnd.load(directory);
        return found == null ? null : new KeptReport(found);
    }

    /** The result is a map that pipelines can save. */
    void tell(CompletableFuture<RunReport> waiting) {
        RunStatus status = end.status();
        if (status == null) {
            waiting.completeExceptionally(new AbortException(end.failure()));
        } else {
            waiting.complete(new RunReport(status, new LinkedHashMap<>(end.result()), end.failure()));
        }
    }
}
