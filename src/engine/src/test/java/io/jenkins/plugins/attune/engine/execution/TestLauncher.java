package io.jenkins.plugins.attune.engine.execution;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs the commands of a run, one at a time and each to its end. */
interface TestLauncher {
    long LIMIT_SECONDS = 30;

    DetachedLaunch.Report run(DetachedLaunch launch) throws IOException;

    /** Leads a run through all its launches. */
    default void lead(DetachedRun run) {
        DetachedLaunch launch = run.next(null);
        while (launch != null) {
            launch = run.next(report(launch));
        }
    }

    private DetachedLaunch.Report report(DetachedLaunch launch) {
        try {
            return run(launch);
        } catch (IOException e) {
            return DetachedLaunch.Report.refused(String.valueOf(e.getMessage()));
        }
    }

    /** Behind a prefix, with nothing on stdin and variables as arguments. */
    static TestLauncher command(List<String> prefix, Map<String, String> variables) {
        return launch -> {
            List<String> command = new ArrayList<>(prefix);
            command.add("env");
            variables.forEach((name, value) -> command.add(name + "=" + value));
            command.addAll(launch.command());
            return run(command, "");
        };
    }

    /**
     * By a shell that reads from its stdin what it is to do: where to go, what to export, the command in double quotes,
     * {@code exit}. All it starts shares that stdin.
     */
    static TestLauncher shell(List<String> prefix, Map<String, String> variables) {
        return launch -> {
            List<String> command = new ArrayList<>(prefix);
            command.add("sh");
            StringBuilder said = new StringBuilder("cd \"/\"\n");
            variables.forEach((name, value) -> said.append("export ")
                    .append(name)
                    .append("='")
                    .append(value)
                    .append("'\n"));
            said.append(launch.command().stream()
                    .map(word -> word.replace("$", "\\$").replace("\"", "\\\""))
                    .collect(Collectors.joining("\" \"", "\"", "\" \n")));
            return run(command, said + "exit\n");
        };
    }

    private static DetachedLaunch.Report run(List<String> command, String stdin) throws IOException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(new File("/"))
                    .redirectErrorStream(true)
                    .start();
            try (OutputStream input = process.getOutputStream()) {
                input.write(stdin.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)
                    ? DetachedLaunch.Report.exited(process.exitValue(), said)
                    : DetachedLaunch.Report.late(said);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
