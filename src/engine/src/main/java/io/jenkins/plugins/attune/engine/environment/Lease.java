package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An environment in use: as long as this is not closed, nobody removes it, whichever process asks.
 *
 * <p>It is a file, so that it outlasts this process where the action does.
 */
public final class Lease implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Lease.class.getName());

    private final Path file;
    private final Path directory;
    private final Path pack;

    @CheckForNull
    private final String interpreter;

    Lease(Path file, Path directory, Path pack, @CheckForNull String interpreter) {
        this.file = file;
        this.directory = directory;
        this.pack = pack;
        this.interpreter = interpreter;
    }

    /** The environment. */
    public Path directory() {
        return directory;
    }

    /** The pack's directory as the run is to see it: its own, or a copy below its modules. */
    public Path pack() {
        return pack;
    }

    /** The interpreter inside the environment; null where the runtime's own is used. */
    @CheckForNull
    public String interpreter() {
        return interpreter;
    }

    /** Directories with the programs that were installed, for the {@code PATH}. */
    public List<Path> programs() {
        return EnvironmentLayout.programs(directory);
    }

    /** Gives the environment back; may be called more than once. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> file + " could not be removed; the environment counts as used for now");
        }
    }
}
