package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.environment.Lease;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run is started with.
 *
 * @param interpreter the one that was chosen
 * @param environment null where the pack needs none
 */
record Prepared(Interpreter interpreter, @CheckForNull Lease environment) {
    /** The program to start: the interpreter inside the environment where there is one; null for native programs. */
    @CheckForNull
    String program() {
        return environment == null || environment.interpreter() == null
                ? interpreter.path()
                : environment.interpreter();
    }

    /** The pack's directory as the action is to see it. */
    Path pack(RunRequest request) {
        return environment == null ? Path.of(request.place().pack()) : environment.pack();
    }

    /** What the templates of the runtime's descriptor stand for. */
    Map<String, String> templates(RunRequest request) {
        Map<String, String> templates = new HashMap<>();
        templates.put("pack_dir", pack(request).toString());
        if (environment != null) {
            templates.put("env_dir", environment.directory().toString());
        }
        return templates;
    }

    /** Directories that come first on the {@code PATH}. */
    List<Path> programs() {
        return environment == null ? List.of() : environment.programs();
    }
}
