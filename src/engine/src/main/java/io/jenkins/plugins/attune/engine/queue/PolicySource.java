package io.jenkins.plugins.attune.engine.queue;

import java.io.Serializable;
import java.util.Objects;

/**
 * Who asks for a policy.
 *
 * @param name for people: {@code policies/deploy.yaml of the pack web}
 */
public record PolicySource(Kind kind, String name) implements Serializable {
    /** In the order of their strength: of two equal policies the one of the stronger source is named. */
    public enum Kind {
        /** For this key, set by a person while Jenkins runs. */
        ADMINISTRATOR,
        PACK,
        ACTION,
        STEP,
        /** The administrator's, for where nobody else asks for anything; not a bound for the others. */
        DEFAULT
    }

    /** The one of people who change a queue. */
    public static final PolicySource ADMINISTRATOR = new PolicySource(Kind.ADMINISTRATOR, "the administrator's policy");

    public PolicySource {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
    }

    boolean isDefault() {
        return kind == Kind.DEFAULT;
    }

    @Override
    public String toString() {
        return name;
    }
}
