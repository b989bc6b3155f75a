package io.jenkins.plugins.attune.engine.runtime;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds programs as a shell does, in the directories of a {@code PATH}; relative directories are passed over. */
public final class SearchPath {
    private final String path;

    public SearchPath(String path) {
        this.path = path;
    }

    /** The absolute path of a program; a name that is absolute already is only checked. */
    public Optional<String> find(String name) {
        if (new File(name).isAbsolute()) {
            return executable(Path.of(name)) ? Optional.of(name) : Optional.empty();
        }
        for (String directory : path.split(File.pathSeparator)) {
            if (new File(directory).isAbsolute()) {
                try {
                    Path candidate = Path.of(directory, name);
                    if (executable(candidate)) {
                        return Optional.of(candidate.toString());
                    }
                } catch (InvalidPathException unusable) {
                    // A PATH may hold anything; a shell passes over what is no directory, too.
                    continue;
                }
            }
        }
        return Optional.empty();
    }

    /** Adds the program from every directory that has it. */
    void findAll(String name, List<String> found) {
        for (String directory : path.split(File.pathSeparator)) {
            new SearchPath(directory).find(name).ifPresent(found::add);
        }
    }

    private static boolean executable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
