package io.jenkins.plugins.attune.engine.queue;

import java.util.Objects;

/**
 * A policy to which tickets refer by its name, so that a change of it holds at once for those who wait as well.
 *
 * @param name of the caller's making
 */
public record StandingPolicy(String name, Policy policy, PolicySource source) {
    public StandingPolicy {
        Objects.requireNonNull(name);
        Objects.requireNonNull(policy);
        Objects.requireNonNull(source);
    }
}
