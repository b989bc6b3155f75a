package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where things are in an environment; directories that differ between systems are looked for, not computed. */
final class EnvironmentLayout {
    /** The kind whose scripts find their modules by their own place only. */
    static final String NODE_MODULES = "node_modules";

    static final String VIRTUALENV = "virtualenv";

    /** Of virtual environments on Windows. */
    private static final String WINDOWS_PYTHON = "Scripts/python.exe";

    private EnvironmentLayout() {}

    static boolean isKind(Interpreter interpreter, String kind) {
        Environment environment = interpreter.launch().environment();
        return environment != null && environment.kind().equals(kind);
    }

    /** The interpreter in it; null where the runtime's own is used. */
    @CheckForNull
    static String interpreter(Path directory, Interpreter interpreter) {
        Environment environment = interpreter.launch().environment();
        if (environment == null || environment.interpreterPath() == null) {
            return null;
        }
        String path = environment.interpreterPath().replace("{env_dir}", directory.toString());
        Path windows = directory.resolve(WINDOWS_PYTHON);
        return !Files.exists(Path.of(path)) && Files.exists(windows) ? windows.toString() : path;
    }

    /** Directories with programs that were installed, for the {@code PATH} of a run. */
    static List<Path> programs(Path directory) {
        return Stream.of("bin", "Scripts", "node_modules/.bin")
                .map(directory::resolve)
                .filter(Files::isDirectory)
                .toList();
    }
}
