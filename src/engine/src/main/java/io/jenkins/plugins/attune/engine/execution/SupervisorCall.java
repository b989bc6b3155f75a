package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the supervisor of a run is started with, whoever starts it.
 *
 * @param arguments the script and what follows it; the shell in front of them is the starter's choice
 * @param environment all of it
 */
record SupervisorCall(List<String> arguments, Map<String, String> environment) {
    private static final String SUPERVISOR = "supervisor.sh";

    /** A document that has not come by then never will: the sender is gone. */
    private static final long DOCUMENT_SECONDS = 60;

    /** How long a descendant may hold the streams open after the action's own end. */
    private static final long DRAIN_SECONDS = 2;

    SupervisorCall {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /**
     * Puts a call together.
     *
     * @param setsid the path of the program, or empty where there is none
     * @param machine what the run's environment starts from
     */
    static SupervisorCall of(
            RunRequest request, ControlDirectory control, Prepared prepared, String setsid, ProcessEnvironment machine)
            throws LaunchFailedException, IOException {
        return new SupervisorCall(
                arguments(request, control, prepared, setsid),
                variables(request, control, prepared, machine).variables());
    }

    private static List<String> arguments(
            RunRequest request, ControlDirectory control, Prepared prepared, String setsid)
            throws LaunchFailedException, IOException {
        RunLimits limits = request.limits();
        long run = seconds(limits.timeout().toMillis());
        List<String> arguments = new ArrayList<>();
        arguments.add(control.file(SUPERVISOR).toString());
        arguments.add(control.path().toString());
        arguments.add(prepared.pack(request).toString());
        arguments.add(Long.toString(Math.min(DOCUMENT_SECONDS, run)));
        arguments.add(Long.toString(run));
        arguments.add(Long.toString(seconds(limits.grace().toMillis())));
        arguments.add(Long.toString(DRAIN_SECONDS));
        arguments.add(Long.toString(limits.streamBytes()));
        arguments.add(request.program().parameterFile() ? "file" : "stdin");
        arguments.add(setsid);
        String program = prepared.program();
        if (program != null) {
            arguments.add(program);
            arguments.addAll(prepared.interpreter().launch().args());
        }
        arguments.add(entryPoint(request, prepared.pack(request)).toString());
        return arguments;
    }

    private static ProcessEnvironment variables(
            RunRequest request, ControlDirectory control, Prepared prepared, ProcessEnvironment machine)
            throws IOException {
        RunRequest.Place place = request.place();
        ProcessEnvironment environment = machine.withAll(request.variables())
                .apply(prepared.interpreter().launch().env(), prepared.templates(request))
                .withAll(Map.of(
                        "ATTUNE_ARTIFACTS_DIR",
                        place.artifacts(),
                        "ATTUNE_RUNTIME_ENVS_DIR",
                        place.environments(),
                        HelperLibrary.VARIABLE,
                        HelperLibrary.beside(Path.of(place.environments())).toString()));
        if (request.keyToken() != null) {
            environment.reachDirectly(KeyBridge.HOST);
        }
        prepared.programs().forEach(directory -> environment.prepend("PATH", directory.toString()));
        if (request.program().parameterFile()) {
            environment.withAll(Map.of(
                    "ATTUNE_PARAMETER_FILE",
                    control.file(ControlDirectory.PARAMETERS)
                            .resolve("parameters")
                            .toString()));
        }
        return environment;
    }

    /** The pack was checked when it was loaded; a link may have changed since. */
    private static Path entryPoint(RunRequest request, Path pack) throws LaunchFailedException, IOException {
        Path entry = pack.resolve("actions").resolve(request.program().entryPoint());
        if (!Files.isRegularFile(entry)) {
            throw wrongEntry(request, "is not there", entry, null);
        }
        if (!entry.toRealPath().startsWith(pack.toRealPath())) {
            throw wrongEntry(request, "leads out of its pack", entry, null);
        }
        if (request.program().runtime().descriptor().launch().binary() == null
                && request.program().runtime().descriptor().probes().isEmpty()
                && !Files.isExecutable(entry)) {
            throw wrongEntry(
                    request,
                    "is not executable",
                    entry,
                    "Set its file mode (chmod +x), or name a runner_type that has an interpreter.");
        }
        return entry;
    }

    private static LaunchFailedException wrongEntry(
            RunRequest request, String what, Path entry, @CheckForNull String remedy) {
        return new LaunchFailedException(
                "the entry point of " + request.program().action() + " " + what, entry.toString(), remedy);
    }

    /** Puts the script where the call expects it. */
    static void writeScript(ControlDirectory control) throws IOException {
        writeScript(control, SUPERVISOR);
    }

    /** Puts one of the engine's scripts into the control directory. */
    static void writeScript(ControlDirectory control, String name) throws IOException {
        try (InputStream script = SupervisorCall.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IOException(name + " is missing from the engine");
            }
            Files.copy(script, control.file(name));
        }
    }

    private static long seconds(long millis) {
        return Math.max(1, (millis + 999) / 1000);
    }
}
