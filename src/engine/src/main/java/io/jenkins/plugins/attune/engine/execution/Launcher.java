package io.jenkins.plugins.attune.engine.execution;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import io.jenkins.plugins.attune.engine.runtime.SearchPath;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns a request into the supervisor's process, as a child of this one. */
final class Launcher {
    private final Prepared prepared;

    Launcher(Prepared prepared) {
        this.prepared = prepared;
    }

    /** The process, started; what it is to do and with which interpreter is decided before. */
    Process launch(RunRequest request, ControlDirectory control) throws AttuneException, IOException {
        SearchPath tools = new SearchPath("/usr/bin:/bin:" + System.getenv().getOrDefault("PATH", ""));
        String shell = shell(tools);
        String setsid = tools.find("setsid").orElse("");
        SupervisorCall call =
                SupervisorCall.of(request, control, prepared, setsid, new ProcessEnvironment(System::getenv));
        SupervisorCall.writeScript(control);
        List<String> command = new ArrayList<>();
        if (!setsid.isEmpty()) {
            command.add(setsid);
        }
        command.add(shell);
        command.addAll(call.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(call.environment());
        return builder.start();
    }

    /** Says so where runs can't be supervised at all. */
    static void requireUnix() throws LaunchFailedException {
        if (File.separatorChar != '/') {
            throw new LaunchFailedException(
                    "this machine is no Unix machine, and the supervision of runs needs one",
                    null,
                    "Run the action on a Unix machine; Windows is not supported yet.");
        }
    }

    private static String shell(SearchPath tools) throws LaunchFailedException {
        return tools.find("sh")
                .orElseThrow(() -> new LaunchFailedException(
                        "this machine has no POSIX shell, which the supervision of runs needs",
                        null,
                        "Install one as sh in /usr/bin, in /bin or on the PATH."));
    }
}
