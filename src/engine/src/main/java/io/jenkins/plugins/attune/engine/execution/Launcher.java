package io.jenkins.plugins.attune.engine.execution;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import io.jenkins.plugins.attune.engine.runtime.Interpreter;
import io.jenkins.plugins.attune.engine.runtime.InterpreterFinder;
import io.jenkins.plugins.attune.engine.runtime.SearchPath;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns a request into the supervisor's process, on the machine that runs it. */
final class Launcher {
    private static final String SUPERVISOR = "supervisor.sh";

    /** A document that has not come by then never will: the sender is gone. */
    private static final long DOCUMENT_SECONDS = 60;

    /** How long a descendant may hold the streams open after the action's own end. */
    private static final long DRAIN_SECONDS = 2;

    private final InterpreterFinder finder;

    Launcher(InterpreterFinder finder) {
        this.finder = finder;
    }

    /** The process, started; what it is to do and with which interpreter is decided before. */
    Process launch(RunRequest request, ControlDirectory control) throws AttuneException, IOException {
        String path = request.variables().getOrDefault("PATH", System.getenv().getOrDefault("PATH", ""));
        for (RunRequest.Needed needed : request.program().required().values()) {
            finder.find(needed.descriptor(), needed.versions(), path);
        }
        RunRequest.Needed needed = request.program().runtime();
        Interpreter interpreter = finder.find(needed.descriptor(), needed.versions(), path);
        Path entry = entryPoint(request);
        writeSupervisor(control);
        ProcessBuilder builder = new ProcessBuilder(command(request, control, interpreter, entry))
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(variables(request, control, interpreter));
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

    private static List<String> command(
            RunRequest request, ControlDirectory control, Interpreter interpreter, Path entry)
            throws LaunchFailedException {
        SearchPath tools = new SearchPath("/usr/bin:/bin:" + System.getenv().getOrDefault("PATH", ""));
        String shell = tools.find("sh")
                .orElseThrow(() -> new LaunchFailedException(
                        "this machine has no POSIX shell, which the supervision of runs needs",
                        null,
                        "Install one as sh in /usr/bin, in /bin or on the PATH."));
        String setsid = tools.find("setsid").orElse("");
        RunLimits limits = request.limits();
        long run = seconds(limits.timeout().toMillis());
        List<String> command = new ArrayList<>();
        if (!setsid.isEmpty()) {
            command.add(setsid);
        }
        command.add(shell);
        command.add(control.file(SUPERVISOR).toString());
        command.add(control.path().toString());
        command.add(request.place().pack());
        command.add(Long.toString(Math.min(DOCUMENT_SECONDS, run)));
        command.add(Long.toString(run));
        command.add(Long.toString(seconds(limits.grace().toMillis())));
        command.add(Long.toString(DRAIN_SECONDS));
        command.add(Long.toString(limits.streamBytes()));
        command.add(request.program().parameterFile() ? "file" : "stdin");
        command.add(setsid);
        if (interpreter.path() != null) {
            command.add(interpreter.path());
            command.addAll(interpreter.launch().args());
        }
        command.add(entry.toString());
        return command;
    }

    private static Map<String, String> variables(
            RunRequest request, ControlDirectory control, Interpreter interpreter) {
        RunRequest.Place place = request.place();
        ProcessEnvironment environment = new ProcessEnvironment(System::getenv)
                .withAll(request.variables())
                .apply(interpreter.launch().env(), Map.of("pack_dir", place.pack()))
                .withAll(Map.of(
                        "ATTUNE_ARTIFACTS_DIR", place.artifacts(), "ATTUNE_RUNTIME_ENVS_DIR", place.environments()));
        if (request.program().parameterFile()) {
            environment.withAll(
                    Map.of("ATTUNE_PARAMETER_FILE", control.file("parameters").toString()));
        }
        return environment.variables();
    }

    /** The pack was checked when it was loaded; a link may have changed since. */
    private static Path entryPoint(RunRequest request) throws LaunchFailedException, IOException {
        Path pack = Path.of(request.place().pack());
        Path entry = pack.resolve("actions").resolve(request.program().entryPoint());
        if (!Files.isRegularFile(entry)) {
            throw new LaunchFailedException(
                    "the entry point of " + request.program().action() + " is not there", entry.toString(), null);
        }
        if (!entry.toRealPath().startsWith(pack.toRealPath())) {
            throw new LaunchFailedException(
                    "the entry point of " + request.program().action() + " leads out of its pack",
                    entry.toString(),
                    null);
        }
        if (request.program().runtime().descriptor().launch().binary() == null
                && request.program().runtime().descriptor().probes().isEmpty()
                && !Files.isExecutable(entry)) {
            throw new LaunchFailedException(
                    "the entry point of " + request.program().action() + " is not executable",
                    entry.toString(),
                    "Set its file mode (chmod +x), or name a runner_type that has an interpreter.");
        }
        return entry;
    }

    private static void writeSupervisor(ControlDirectory control) throws IOException {
        try (InputStream script = Launcher.class.getResourceAsStream(SUPERVISOR)) {
            if (script == null) {
                throw new IOException("the supervisor is missing from the engine");
            }
            Files.copy(script, control.file(SUPERVISOR));
        }
    }

    private static long seconds(long millis) {
        return Math.max(1, (millis + 999) / 1000);
    }
}
