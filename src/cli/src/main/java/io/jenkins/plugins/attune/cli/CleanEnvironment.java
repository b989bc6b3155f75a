package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.EnvVar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The small environment that tests get: like that of a run, so that they do not pass for the wrong reason. */
final class CleanEnvironment {
    private static final List<String> INHERITED = List.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "TZ",
            "TMPDIR",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "ALL_PROXY",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "all_proxy");

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final Surroundings surroundings;
    private final Path pack;

    CleanEnvironment(Surroundings surroundings, Path pack) {
        this.surroundings = surroundings;
        this.pack = pack;
    }

    /** Where programs are searched. */
    String path() {
        String path = surroundings.variable("PATH");
        return path == null ? DEFAULT_PATH : path;
    }

    /** All variables, with what a runtime's descriptor says; what names an environment is left out, there being none. */
    Map<String, String> with(Map<String, EnvVar> declared) {
        Map<String, String> variables = new TreeMap<>(Map.of("PATH", DEFAULT_PATH, "LANG", "C.UTF-8"));
        for (String name : INHERITED) {
            String value = surroundings.variable(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        // A pack is never written to, compiled files included.
        variables.put("PYTHONDONTWRITEBYTECODE", "1");
        declared.forEach((name, variable) -> {
            String value = variable.value().replace("{pack_dir}", pack.toString());
            if (!value.contains("{env_dir}")) {
                variables.merge(name, value, (before, after) -> combine(variable, before, after));
            }
        });
        return variables;
    }

    private static String combine(EnvVar variable, @CheckForNull String before, String value) {
        if (before == null || before.isEmpty()) {
            return value;
        }
        return switch (variable.operation()) {
            case SET -> value;
            case PREPEND -> value + variable.separator() + before;
            case APPEND -> before + variable.separator() + value;
        };
    }
}
