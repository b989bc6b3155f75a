package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;

/** Says why nothing runs after a launch, in words for people. */
final class DetachedProblem {
    static final int NO_DIRECTORY = 81;
    static final int NO_ACCESS = 82;
    static final int NO_TOOLS = 83;
    static final int NO_INTERPRETER = 84;
    static final int NO_SUPERVISOR = 85;
    static final int OTHER_PATH = 86;

    /** What a shell, and {@code docker exec} after it, end with where there is no such command. */
    private static final int NOT_FOUND = 127;

    private static final int NOT_EXECUTABLE = 126;

    private final ControlDirectory control;

    DetachedProblem(ControlDirectory control) {
        this.control = control;
    }

    LaunchFailedException of(DetachedLaunch.Report report) {
        return switch (report.end()) {
            case LATE ->
                problem(
                        "nothing answered in time: the launcher of this step started no shell, or it did not end"
                                + said(report),
                        "Look whether a step `sh 'true'` works at the same place.");
            case REFUSED -> problem("the launcher of this step failed" + said(report), null);
            case EXITED -> ofExit(report);
        };
    }

    private LaunchFailedException ofExit(DetachedLaunch.Report report) {
        return switch (report.exitCode()) {
            case 0 ->
                problem(
                        "the launcher of this step reports success, and nothing of the run is there: it starts nothing, or "
                                + "the container sees another directory at the same path",
                        "Mount the workspace and the directory beside it whose name ends in @tmp into the container.");
            case NO_DIRECTORY ->
                problem(
                        "the container does not see the temporary directory of the workspace",
                        "Mount the directory beside the workspace whose name ends in @tmp at the same path.");
            case OTHER_PATH ->
                problem(
                        "the container has the temporary directory of the workspace at another path than the agent",
                        "Give the container the same working directory as the agent.");
            case NO_ACCESS ->
                problem(
                        "the container's user" + user(report)
                                + " may not enter the control directory, which belongs to the" + " agent's user",
                        "Run the container as the user of the agent (Kubernetes: securityContext.runAsUser), or as root.");
            case NO_TOOLS ->
                problem(
                        "the container lacks programs that the supervision of runs needs" + said(report),
                        "Use an image with the usual tools of a POSIX system; busybox will do.");
            case NO_SUPERVISOR ->
                problem("the supervisor of the run did not start in the container" + said(report), null);
            case NOT_FOUND, NOT_EXECUTABLE ->
                problem(
                        "the container has no sh" + said(report),
                        "Use an image with a POSIX shell; the supervision of runs needs one.");
            default ->
                problem(
                        "the launcher of this step ended with exit code " + report.exitCode() + " and started nothing"
                                + said(report),
                        null);
        };
    }

    private LaunchFailedException problem(String what, @CheckForNull String remedy) {
        return new LaunchFailedException(what, control.path().toString(), remedy);
    }

    private static String user(DetachedLaunch.Report report) {
        String said = report.said().strip();
        return said.matches("\\d+") ? " (id " + said + ")" : "";
    }

    private static String said(DetachedLaunch.Report report) {
        String said = report.said().strip();
        return said.isEmpty() ? "" : ": " + said;
    }
}
