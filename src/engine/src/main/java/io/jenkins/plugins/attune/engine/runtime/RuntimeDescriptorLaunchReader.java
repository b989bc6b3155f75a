package io.jenkins.plugins.attune.engine.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.YamlObject;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Dependencies;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.EnvVar;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.EnvVar.Operation;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Environment;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Launch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the {@code execution_config} of a runtime descriptor, or of one of its versions. */
final class RuntimeDescriptorLaunchReader {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String SEPARATOR = "separator";
    private static final String OPERATION = "operation";
    private static final String VALUE = "value";
    private static final String BAD_ENV = "bad-env";

    /** What stands between two values where the descriptor does not say: that of search paths on Unix. */
    private static final String DEFAULT_SEPARATOR = ":";

    private final YamlObject config;

    RuntimeDescriptorLaunchReader(YamlObject config) {
        this.config = config;
    }

    /** What applies where nothing is said: the entry point is itself the program. */
    static Launch nothing() {
        return new Launch(null, List.of(), null, Map.of(), null, null);
    }

    Launch read() {
        Optional<YamlObject> interpreter = config.object("interpreter");
        return new Launch(
                interpreter.map(found -> found.text("binary")).orElse(null),
                interpreter.map(found -> found.texts("args")).orElse(List.of()),
                interpreter.map(found -> found.text("file_extension")).orElse(null),
                env(),
                config.object("environment")
                        .map(RuntimeDescriptorLaunchReader::environment)
                        .orElse(null),
                dependencies());
    }

    private static Environment environment(YamlObject fields) {
        return new Environment(
                fields.text("env_type", "other"),
                fields.text("dir_name", "env"),
                fields.texts("create_command"),
                fields.text("interpreter_path"));
    }

    @CheckForNull
    private Dependencies dependencies() {
        Optional<YamlObject> found = config.object("dependencies");
        String manifest = found.map(fields -> fields.text("manifest_file")).orElse(null);
        return manifest == null
                ? null
                : new Dependencies(manifest, found.orElseThrow().texts("install_command"));
    }

    private Map<String, EnvVar> env() {
        Map<String, EnvVar> variables = new LinkedHashMap<>();
        config.object("env_vars").ifPresent(fields -> {
            for (String name : fields.names()) {
                if (!VARIABLE.matcher(name).matches()) {
                    fields.error(name, BAD_ENV, "a variable's name has letters, digits and '_' only");
                } else if (fields.get(name).isObject()) {
                    fields.object(name)
                            .map(RuntimeDescriptorLaunchReader::variable)
                            .ifPresent(variable -> variables.put(name, variable));
                } else if (fields.has(name)) {
                    String value = fields.textAsWritten(name);
                    variables.put(name, new EnvVar(Operation.SET, value == null ? "" : value, DEFAULT_SEPARATOR));
                }
            }
        });
        return variables;
    }

    private static EnvVar variable(YamlObject fields) {
        String value = fields.textAsWritten(VALUE);
        String given = fields.text(OPERATION, "set");
        Operation operation =
                switch (given) {
                    case "set" -> Operation.SET;
                    case "prepend" -> Operation.PREPEND;
                    case "append" -> Operation.APPEND;
                    default -> {
                        fields.error(
                                OPERATION,
                                BAD_ENV,
                                "'operation' must be one of set, prepend, append, and is '" + YamlObject.shown(given)
                                        + "'");
                        yield Operation.SET;
                    }
                };
        return new EnvVar(operation, value == null ? "" : value, fields.text(SEPARATOR, DEFAULT_SEPARATOR));
    }
}
