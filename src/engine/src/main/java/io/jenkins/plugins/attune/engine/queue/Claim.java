package io.jenkins.plugins.attune.engine.queue;

import java.io.Serializable;
import java.util.Objects;

/**
 * One slot that a ticket asks for.
 *
 * @param key of the queue; fit by {@link QueueKeys#check}
 * @param policy what others than the administrator ask of the queue for this run
 */
public record Claim(String key, AppliedPolicy policy) implements Serializable {
    public Claim {
        Objects.requireNonNull(policy);
        QueueKeys.require(key);
    }

    public static Claim of(String key, Policy policy, PolicySource source) {
        return new Claim(key, AppliedPolicy.of(policy, source));
    }
}
