package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.Objects;
import java.util.Set;

/**
 * One slot that a ticket asks for.
 *
 * @param key of the queue; fit by {@link QueueKeys#check}
 * @param policy what others than the administrator ask of the queue for this run
 * @param standing names of the {@link StandingPolicy standing policies} that are for it, whether or not they ask for
 *     anything at present
 */
public record Claim(String key, AppliedPolicy policy, Set<String> standing) implements Serializable {
    /** @param standing null in what an earlier version saved */
    public Claim(String key, AppliedPolicy policy, @CheckForNull Set<String> standing) {
        QueueKeys.require(key);
        this.key = key;
        this.policy = Objects.requireNonNull(policy);
        this.standing = standing == null ? Set.of() : Set.copyOf(standing);
    }

    public static Claim of(String key, AppliedPolicy policy) {
        return new Claim(key, policy, Set.of());
    }

    public static Claim of(String key, Policy policy, PolicySource source) {
        return of(key, AppliedPolicy.of(policy, source));
    }
}
