package io.jenkins.plugins.attune.engine.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How to find, prepare and start one kind of interpreter, read from a file of a pack.
 *
 * <p>Templates ({@code {env_dir}}, {@code {pack_dir}}, {@code {manifest_path}}, {@code {interpreter}}) are kept as
 * written. Travels to agents, so it holds types of the JDK only.
 *
 * @param ref {@code <pack>.<runtime>}
 * @param probes commands that tell whether the interpreter is there, best first
 * @param alwaysAvailable no probe has to succeed
 * @param versions what replaces {@code launch} for single versions, in the order of the file
 */
public record RuntimeDescriptor(
        String ref,
        String name,
        List<String> aliases,
        List<Probe> probes,
        boolean alwaysAvailable,
        Launch launch,
        List<VersionEntry> versions)
        implements Serializable {
    public RuntimeDescriptor {
        Objects.requireNonNull(ref);
        Objects.requireNonNull(name);
        aliases = List.copyOf(aliases);
        probes = List.copyOf(probes);
        Objects.requireNonNull(launch);
        versions = List.copyOf(versions);
    }

    /** Stands for the runtime of what is never started, such as a workflow; answers to nobody. */
    public static RuntimeDescriptor none() {
        Launch nothing = RuntimeDescriptorLaunchReader.nothing();
        return new RuntimeDescriptor("none", "none", List.of(), List.of(), false, nothing, List.of());
    }

    /** Whether an action that names this runner means this runtime; case does not matter. */
    public boolean answersTo(String nameOrAlias) {
        return names().anyMatch(nameOrAlias::equalsIgnoreCase);
    }

    /** Everything the runtime can be called: its aliases, its name, its reference. */
    public Stream<String> names() {
        return Stream.concat(aliases.stream(), Stream.of(name, ref));
    }

    /**
     * One command that tells whether an interpreter is there, and of which version.
     *
     * @param pattern regular expression that the output must contain; null where the exit status is enough
     * @param priority lower is tried first
     * @param optional its failure says nothing
     */
    public record Probe(
            String binary, List<String> args, @CheckForNull String pattern, int priority, boolean optional)
            implements Serializable {
        public Probe {
            Objects.requireNonNull(binary);
            args = List.copyOf(args);
        }
    }

    /**
     * How to start a script.
     *
     * @param binary the interpreter; null where the entry point is itself the program
     * @param extension of scripts, with its dot; null where there is none
     * @param env variables to set, in the order of the file
     * @param environment null where the runtime knows no environments
     * @param dependencies null where the runtime installs none
     */
    public record Launch(
            @CheckForNull String binary,
            List<String> args,
            @CheckForNull String extension,
            Map<String, EnvVar> env,
            @CheckForNull Environment environment,
            @CheckForNull Dependencies dependencies)
            implements Serializable {
        public Launch {
            args = List.copyOf(args);
            env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        }
    }

    /** A variable of the process: put in place of, before or after what is there already. */
    public record EnvVar(Operation operation, String value, String separator) implements Serializable {
        /** What becomes of a value that is there already. */
        public enum Operation {
            SET,
            PREPEND,
            APPEND
        }

        public EnvVar {
            Objects.requireNonNull(operation);
            Objects.requireNonNull(value);
            Objects.requireNonNull(separator);
        }
    }

    /**
     * Where the dependencies of a pack are kept apart from those of others.
     *
     * @param kind such as {@code virtualenv} or {@code node_modules}; kinds nobody knows here are kept as written
     * @param interpreterPath the interpreter inside it; null where the runtime's own is used
     */
    public record Environment(
            String kind,
            String dirName,
            List<String> createCommand,
            @CheckForNull String interpreterPath) implements Serializable {
        public Environment {
            Objects.requireNonNull(kind);
            Objects.requireNonNull(dirName);
            createCommand = List.copyOf(createCommand);
        }
    }

    /** The file of a pack that lists what it needs, and the command that installs it. */
    public record Dependencies(String manifestFile, List<String> installCommand) implements Serializable {
        public Dependencies {
            Objects.requireNonNull(manifestFile);
            installCommand = List.copyOf(installCommand);
        }
    }

    /** What replaces {@link RuntimeDescriptor#launch()} where this version of the interpreter is chosen. */
    public record VersionEntry(String version, boolean isDefault, List<Probe> probes, Launch launch)
            implements Serializable {
        public VersionEntry {
            Objects.requireNonNull(version);
            probes = List.copyOf(probes);
            Objects.requireNonNull(launch);
        }
    }
}
