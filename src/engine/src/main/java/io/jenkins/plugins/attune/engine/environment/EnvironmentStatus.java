package io.jenkins.plugins.attune.engine.environment;

import java.io.Serializable;
import java.util.Objects;

/**
 * One environment of a machine, as a person wants to see it.
 *
 * @param id name of its directory
 */
public record EnvironmentStatus(String id, State state, Origin origin, Usage usage, Details details)
        implements Serializable {
    public EnvironmentStatus {
        Objects.requireNonNull(id);
        Objects.requireNonNull(state);
    }

    /** How far it has come. */
    public enum State {
        READY,
        BUILDING,
        FAILED,
        /** Left behind by a builder that was killed; the next one removes it. */
        INCOMPLETE
    }

    /** What it was built for; empty texts where that is not known any more. */
    public record Origin(String pack, String runtime, String interpreter) implements Serializable {}

    /**
     * What it takes, and who takes it.
     *
     * @param bytes of its files when it was built
     * @param builtAt milliseconds since 1970, and so is {@code lastUsed}; 0 where it never was
     * @param users runs that use it now
     */
    public record Usage(long bytes, long builtAt, long buildMillis, long lastUsed, int users) implements Serializable {}

    /** What is wrong, and where to read more; empty texts where there is nothing. */
    public record Details(String problem, String log) implements Serializable {}
}
