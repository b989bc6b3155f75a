package io.jenkins.plugins.attune.engine.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * A run whose logs are stored.
 *
 * @param directory that holds them and nothing that must stay but the run's record
 * @param ended null while it runs
 * @param bytes that its logs take on the disk; {@link Retention#bytes(Path)} counts them
 */
public record StoredRun(
        String id, Path directory, @CheckForNull Instant ended, long bytes) {
    public StoredRun {
        Objects.requireNonNull(id);
        Objects.requireNonNull(directory);
        if (bytes < 0) {
            throw new IllegalArgumentException("logs do not take " + bytes + " bytes");
        }
    }

    boolean running() {
        return ended == null;
    }
}
