package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes what starts the supervisor where this process can't start anything itself.
 *
 * <p>What is only known there, such as its {@code PATH}, is left to variables of the shell that does it.
 */
final class DetachedCall {
    static final String SCRIPT = "detached.sh";

    private static final String CALL = "call.sh";
    private static final String INTERPRETER = "attune_interpreter";

    private final RunRequest request;
    private final ControlDirectory control;
    private final ShellText shell;

    DetachedCall(RunRequest request, ControlDirectory control) {
        this.request = request;
        this.control = control;
        shell = new ShellText(request.executionId());
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
        List<String> find = new ArrayList<>();
        for (RunRequest.Needed needed : request.program().required().values()) {
            if (!isProgram(needed)) {
                find.add(lookUp(needed) + " >/dev/null || return");
            }
        }
        RunRequest.Needed own = request.program().runtime();
        boolean program = isProgram(own);
        if (!program) {
            find.add(INTERPRETER + "=$(" + lookUp(own) + ") || return");
            find.add("case $" + INTERPRETER + " in /*) ;; *) return 1 ;; esac");
        }
        String path = program ? null : shell.variable(INTERPRETER);
        write(find, new Interpreter(path, null, own.descriptor().launch()));
    }

    /** For an interpreter that was found before. */
    void write(Interpreter interpreter) throws LaunchFailedException, IOException {
        write(List.of(), interpreter);
    }

    private static String lookUp(RunRequest.Needed needed) {
        return "command -v "
                + ShellText.quote(String.valueOf(needed.descriptor().launch().binary()));
    }

    private void write(List<String> find, Interpreter interpreter) throws LaunchFailedException, IOException {
        SupervisorCall call = SupervisorCall.of(
                request,
                control,
                interpreter,
                shell.variable("attune_setsid"),
                new ProcessEnvironment(shell::variable));
        StringBuilder text = new StringBuilder();
        text.append("attune_control=")
                .append(ShellText.quote(control.path().toString()))
                .append("\n\nattune_find() {\n");
        String path = ownPath();
        if (path != null) {
            text.append("  PATH=").append(ShellText.quote(path)).append('\n');
        }
        find.forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("  :\n}\n\nattune_call() {\n  exec ${attune_setsid:+\"$attune_setsid\"} env -i");
        for (Map.Entry<String, String> variable : call.environment().entrySet()) {
            text.append(" \\\n    ").append(shell.assignment(variable.getKey(), variable.getValue()));
        }
        text.append(" \\\n    \"$attune_sh\"");
        call.arguments().forEach(argument -> text.append(" \\\n    ").append(shell.word(argument)));
        text.append("\n}\n");
        Files.writeString(control.file(CALL), text);
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
        String text = "cd " + ShellText.quote(parent) + " 2>/dev/null && [ -d " + ShellText.quote(directory)
                + " ] || exit " + DetachedProblem.NO_DIRECTORY + "; cd " + ShellText.quote(directory)
                + " 2>/dev/null && [ -r " + script + " ] || { id -u; exit " + DetachedProblem.NO_ACCESS
                + "; }; exec sh ./" + script;
        return new DetachedLaunch(List.of("sh", "-c", text));
    }
}
