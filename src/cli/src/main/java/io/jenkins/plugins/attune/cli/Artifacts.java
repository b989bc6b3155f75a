package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The directory for files that an action leaves: kept, and told of, where there are any. */
record Artifacts(Path path, Terminal terminal) implements AutoCloseable {
    static Artifacts create(Path cache, String executionId, Terminal terminal) throws LaunchFailedException {
        Path path = cache.resolve("artifacts").resolve(executionId);
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new LaunchFailedException(
                    "the directory for the action's files can't be made: " + e,
                    path.toString(),
                    "Set XDG_CACHE_HOME to a directory that can be written to.",
                    e);
        }
        return new Artifacts(path, terminal);
    }

    @Override
    public void close() throws IOException {
        try {
            Files.delete(path);
        } catch (DirectoryNotEmptyException e) {
            terminal.notice("the action left files in " + path);
        } catch (NoSuchFileException e) {
            terminal.notice("the action removed the directory for its files");
        }
    }
}
