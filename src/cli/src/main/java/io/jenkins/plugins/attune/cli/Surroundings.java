package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What the command has around it, handed in so that tests can give it other surroundings.
 *
 * @param directory absolute; relative paths among the arguments start here
 * @param environment looks a variable up; gives null where it is not set
 */
record Surroundings(Path directory, UnaryOperator<String> environment, Terminal terminal, Services services) {
    Surroundings {
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("not absolute: " + directory);
        }
        Objects.requireNonNull(environment);
        Objects.requireNonNull(terminal);
        Objects.requireNonNull(services);
    }

    static Surroundings ofProcess() {
        return new Surroundings(Path.of("").toAbsolutePath(), System::getenv, Terminal.ofProcess(), new Services());
    }

    /** The value of a variable; null where it is not set or empty, which mean the same to most programs. */
    @CheckForNull
    String variable(String name) {
        String value = environment.apply(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** An absolute path for one of the user's. */
    Path resolve(String path) {
        return directory.resolve(path).normalize();
    }

    /** A path as people want to read it: relative where it lies below the current directory. */
    String shown(String path) {
        Path absolute = Path.of(path);
        if (absolute.isAbsolute() && absolute.startsWith(directory)) {
            String relative = directory.relativize(absolute).toString();
            return relative.isEmpty() ? "." : relative;
        }
        return path;
    }
}
