package io.jenkins.plugins.attune.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;

/**
 * The end of a run as it is kept with the build before the agent hears that it was taken, and forgets it: a controller
 * that is killed before the pipeline has saved its progress finds it here.
 *
 * <p>Secrets are hidden in it already. Exactly one of the two is null.
 *
 * @param failure why there is no report, as a person may read it
 */
record KeptReport(
        @CheckForNull RunReport report, @CheckForNull String failure) {
    private static final String FILE = "report.json";
    private static final JsonMapper MAPPER = new JsonMapper();

    static KeptReport of(RunReport report) {
        return new KeptReport(report, null);
    }

    static KeptReport failed(String why) {
        return new KeptReport(null, why);
    }

    /** Writes it into the run's directory, in one step. */
    void save(Path directory) throws IOException {
        Path fresh = directory.resolve(FILE + ".new");
        Files.writeString(fresh, MAPPER.writeValueAsString(this));
        Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Null where the end was never taken. */
    @CheckForNull
    static KeptReport load(Path directory) throws IOException {
        try {
            return MAPPER.readValue(Files.readString(directory.resolve(FILE)), KeptReport.class);
        } catch (NoSuchFileException never) {
            return null;
        }
    }

    void tell(CompletableFuture<RunReport> waiting) {
        if (report == null) {
            waiting.completeExceptionally(new AbortException(failure));
        } else {
            waiting.complete(report);
        }
    }
}
