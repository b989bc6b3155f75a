package io.jenkins.plugins.attune.engine.environment;

import io.jenkins.plugins.attune.engine.environment.InstallSettings.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Removes old environments in the background: when a root is first used by this process, every hour after that, and when
 * an environment has been added.
 *
 * <p>A file's time says when any process did so last, so that a command that is called every second does not.
 */
final class Housekeeping {
    private static final Logger LOGGER = Logger.getLogger(Housekeeping.class.getName());
    private static final Duration PERIOD = Duration.ofHours(1);

    /** Far more roots than a machine has; further ones are looked after by later processes. */
    private static final int MAX_ROOTS = 100;

    private final BuildMeans means;
    private final Map<Path, Limits> known = new ConcurrentHashMap<>();

    Housekeeping(BuildMeans means) {
        this.means = means;
    }

    /** A run uses this root, under these limits. */
    void used(Path root, Limits limits) {
        if ((known.containsKey(root) || known.size() < MAX_ROOTS) && known.put(root, limits) == null) {
            means.executor().execute(() -> repeat(root));
        }
    }

    /** An environment has been added. */
    void added(Path root) {
        means.executor().execute(() -> prune(root));
    }

    private void repeat(Path root) {
        try {
            if (isDue(root)) {
                prune(root);
            }
        } finally {
            means.timer()
                    .schedule(
                            () -> means.executor().execute(() -> repeat(root)),
                            PERIOD.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private boolean isDue(Path root) {
        try {
            Instant last = Files.getLastModifiedTime(stamp(root)).toInstant();
            return !last.plus(PERIOD).isAfter(means.clock().instant());
        } catch (NoSuchFileException never) {
            return true;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> stamp(root) + " can't be read");
            return false;
        }
    }

    private void prune(Path root) {
        Limits limits = known.get(root);
        if (limits == null || !Files.isDirectory(root)) {
            return;
        }
        try {
            stamp(root, means.clock().instant());
            for (String id : new Removal(root, means.clock()).prune(limits)) {
                LOGGER.log(Level.FINE, "environment {0} in {1} was removed", new Object[] {id, root});
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "old environments in " + root + " could not be removed");
        }
    }

    private static void stamp(Path root, Instant now) throws IOException {
        Path stamp = stamp(root);
        if (!Files.exists(stamp)) {
            Files.write(stamp, new byte[0]);
        }
        Files.setLastModifiedTime(stamp, FileTime.from(now));
    }

    private static Path stamp(Path root) {
        return root.resolve(".pruned");
    }
}
