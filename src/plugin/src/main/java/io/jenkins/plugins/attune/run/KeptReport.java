package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.attune.engine.run.RunEnd;
import io.jenkins.plugins.attune.engine.run.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The end of a run as it is kept with the build before the agent hears that it was taken, and forgets it: a controller
 * that is killed before the pipeline has saved its progress finds it here. Secrets are hidden in it already.
 */
record KeptReport(RunEnd end) {
    static KeptReport of(RunReport report) {
        return new KeptReport(new RunEnd(report.status(), report.result(), report.failure()));
    }

    static KeptReport failed(String why) {
        return new KeptReport(new RunEnd(null, Map.of(), why));
    }

    /** Writes it into the run's directory, in one step. */
    void save(Path directory) throws IOException {
        end.save(directory);
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
