package io.jenkins.plugins.attune.engine.environment;

import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What a run needs its environment for.
 *
 * @param root directory that holds the environments of this machine; short, because scripts name paths in it
 * @param pack reference
 * @param packDirectory never written to
 */
public record EnvironmentRequest(
        Path root, String pack, Path packDirectory, Runtime runtime, InstallSettings settings) {
    public EnvironmentRequest {
        if (!root.isAbsolute() || !packDirectory.isAbsolute()) {
            throw new IllegalArgumentException("not absolute: " + root + ", " + packDirectory);
        }
        Objects.requireNonNull(pack);
        Objects.requireNonNull(runtime);
        Objects.requireNonNull(settings);
    }

    /**
     * The runtime, and the interpreter of it that was chosen.
     *
     * @param ref of the descriptor
     * @param name for messages
     * @param interpreter its path and version are known
     */
    public record Runtime(String ref, String name, Interpreter interpreter) {
        public Runtime {
            Objects.requireNonNull(ref);
            Objects.requireNonNull(name);
            Objects.requireNonNull(interpreter);
        }

        /** Such as {@code Python 3.12.4 (/usr/bin/python3)}. */
        String shown() {
            return name
                    + (interpreter.version() == null ? "" : " " + interpreter.version())
                    + (interpreter.path() == null ? "" : " (" + interpreter.path() + ")");
        }
    }
}
