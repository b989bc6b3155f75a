package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what starts the supervisor where this process can't start anything itself.
 *
 * <p>What is only known there, such as its {@code PATH}, is left to variables of the shell that does it.
 */
final class DetachedCall {
    static final String SCRIPT = "detached.sh";

    private static final String CALL = "call";

    private final RunRequest request;
    private final ControlDirectory control;

    DetachedCall(RunRequest request, ControlDirectory control) {
        this.request = request;
        this.control = control;
    }

    /** Whether the shell that starts the supervisor can find all interpreters by name. */
    boolean needsNoProbe() {
        return findsByName(request.program().runtime())
                && request.program().required().values().stream().allMatch(DetachedCall::findsByName);
    }

    private static boolean findsByName(RunRequest.Needed needed) {
        return isProgram(needed)
                || needed.descriptor().launch().binary() != null
                        && needed.versions().equals(VersionRange.any());
    }

    /** Whether the entry point is itself the program. */
    private static boolean isProgram(RunRequest.Needed needed) {
        return needed.descriptor().launch().binary() == null
                && needed.descriptor().probes().isEmpty();
    }

    /** For interpreters that are found by name. */
    void write() throws LaunchFailedException, IOException {
        DetachedWords words = begun();
        for (RunRequest.Needed needed : request.program().required().values()) {
            if (!isProgram(needed)) {
                words.group("need", name(needed));
            }
        }
        RunRequest.Needed own = request.program().runtime();
        String path = null;
        if (!isProgram(own)) {
            words.group("interpreter", name(own));
            path = words.variable("attune_interpreter");
        }
        finish(words, new Interpreter(path, null, own.descriptor().launch()));
    }

    /** For an interpreter that was found before. */
    void write(Interpreter interpreter) throws LaunchFailedException, IOException {
        finish(begun(), interpreter);
    }

    private static String name(RunRequest.Needed needed) {
        return String.valueOf(needed.descriptor().launch().binary());
    }

    private DetachedWords begun() {
        DetachedWords words = words();
        words.group("control", control.path().toString());
        String path = ownPath();
        if (path != null) {
            words.group("path", path);
        }
        return words;
    }

    private void finish(DetachedWords words, Interpreter interpreter) throws LaunchFailedException, IOException {
        SupervisorCall call = SupervisorCall.of(
                request,
                control,
                new Prepared(interpreter, null),
                words.variable("attune_setsid"),
                new ProcessEnvironment(words::variable));
        List<String> group = new ArrayList<>(List.of("call"));
        call.environment().forEach((name, value) -> group.add(words.assignment(name, value)));
        group.add(words.variable("attune_sh"));
        group.addAll(call.arguments());
        words.group(group);
        words.write(control.file(CALL));
    }

    /** None so far. */
    DetachedWords words() {
        return new DetachedWords(request.executionId());
    }

    /** What the run was told to search; null for what the place has. */
    @CheckForNull
    String ownPath() {
        return request.variables().get("PATH");
    }

    /** The command that runs one of the scripts; what it says of directories is read by {@link DetachedProblem}. */
    DetachedLaunch launch(String script) {
        String directory = control.path().toString();
        String parent = String.valueOf(control.path().getParent());
        String text = "cd " + quote(parent) + " 2>/dev/null && [ -d " + quote(directory)
                + " ] || exit " + DetachedProblem.NO_DIRECTORY + "; cd " + quote(directory)
                + " 2>/dev/null && [ -r " + script + " ] || { id -u; exit " + DetachedProblem.NO_ACCESS
                + "; }; exec sh ./" + script;
        return new DetachedLaunch(List.of("sh", "-c", text));
    }

    /** For a path, in single quotes, where a shell leaves everything as it is. */
    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
