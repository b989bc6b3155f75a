package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How dependencies are installed, as an administrator or a caller sets it. Travels with the request, so it holds no
 * secret: credentials for an index come from an {@link InstallerCredentials}.
 *
 * @param sources where packages come from
 * @param additions what is installed beyond the pack's own manifest
 * @param tools which programs install
 * @param limits of builds and of the cache
 */
public record InstallSettings(Sources sources, Additions additions, Tools tools, Limits limits)
        implements Serializable {
    public InstallSettings {
        Objects.requireNonNull(sources);
        Objects.requireNonNull(additions);
        Objects.requireNonNull(tools);
        Objects.requireNonNull(limits);
    }

    /** Whatever the machine itself is set up for. */
    public static InstallSettings defaults() {
        return new InstallSettings(
                new Sources(null, List.of(), null, null, List.of()),
                new Additions(List.of(), List.of(), false),
                new Tools(Installer.AUTO, null, List.of()),
                Limits.defaults());
    }

    public InstallSettings withSources(Sources other) {
        return new InstallSettings(other, additions, tools, limits);
    }

    public InstallSettings withAdditions(Additions other) {
        return new InstallSettings(sources, other, tools, limits);
    }

    public InstallSettings withTools(Tools other) {
        return new InstallSettings(sources, additions, other, limits);
    }

    public InstallSettings withLimits(Limits other) {
        return new InstallSettings(sources, additions, tools, other);
    }

    /**
     * Where packages come from; what is not set is left to the machine's own configuration.
     *
     * @param index of Python packages, without credentials
     * @param extraIndexes further ones
     * @param wheels directory of wheels; where it is set, no index is asked: offline mode
     * @param registry of npm packages, without credentials
     * @param trustedHosts hosts whose certificate is not checked
     */
    public record Sources(
            @CheckForNull String index,
            List<String> extraIndexes,
            @CheckForNull String wheels,
            @CheckForNull String registry,
            List<String> trustedHosts)
            implements Serializable {
        public Sources {
            extraIndexes = List.copyOf(extraIndexes);
            trustedHosts = List.copyOf(trustedHosts);
        }

        /** Nothing is asked beyond this machine. */
        public static Sources offline(@CheckForNull String wheels) {
            return new Sources(null, List.of(), wheels, null, List.of());
        }
    }

    /**
     * What is installed beyond the manifest; part of the key.
     *
     * @param requirements as the installer reads them, such as {@code attune-sdk==0.3.1}
     * @param constraints lines of a constraints file, for Python
     * @param scripts whether Node.js packages may run scripts when they are installed
     */
    public record Additions(List<String> requirements, List<String> constraints, boolean scripts)
            implements Serializable {
        public Additions {
            requirements = List.copyOf(requirements);
            constraints = List.copyOf(constraints);
            for (String requirement : requirements) {
                if (requirement.isBlank() || requirement.startsWith("-") || requirement.contains("\n")) {
                    throw new IllegalArgumentException("no requirement: '" + requirement + "'");
                }
            }
        }
    }

    /**
     * Which programs install.
     *
     * @param pip a wheel or directory of pip that the administrator pins; null for what the machine has
     * @param interpreters files or directories that are searched before the {@code PATH}
     */
    public record Tools(Installer installer, @CheckForNull String pip, List<String> interpreters)
            implements Serializable {
        public Tools {
            Objects.requireNonNull(installer);
            interpreters = List.copyOf(interpreters);
        }
    }

    /** What installs packages; the choice between pip and uv is one for Python. */
    public enum Installer {
        /** uv where the machine has it and nothing there is set up for pip, else pip. */
        AUTO,
        PIP,
        UV,
        /** Nothing: packs run with the packages that their interpreters have, whatever they ask for. */
        NONE
    }

    /**
     * Bounds of builds and of the cache.
     *
     * @param build longest time one environment may take
     * @param maxBytes of all environments together; above it the least recently used go
     * @param maxAge since the last use
     */
    public record Limits(Duration build, long maxBytes, Duration maxAge) implements Serializable {
        /** Compilers take minutes; an installer that hangs must not take the day. */
        public static final Duration DEFAULT_BUILD = Duration.ofMinutes(20);

        public static final long DEFAULT_BYTES = 10L << 30;
        public static final Duration DEFAULT_AGE = Duration.ofDays(30);

        public Limits {
            if (build.isNegative() || build.isZero() || maxAge.isNegative() || maxBytes < 0) {
                throw new IllegalArgumentException("a limit of environments is below zero");
            }
        }

        /** The limits where nobody asked for others. */
        public static Limits defaults() {
            return new Limits(DEFAULT_BUILD, DEFAULT_BYTES, DEFAULT_AGE);
        }
    }
}
