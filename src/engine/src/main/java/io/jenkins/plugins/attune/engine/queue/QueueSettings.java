package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What people have set for one queue.
 *
 * @param paused nothing is granted while this is true; who waits keeps the place
 * @param reason for people, why it is paused; null where none was given
 */
public record QueueSettings(
        Policy policy, boolean paused, @CheckForNull String reason) {
    /** Nothing set. */
    public static final QueueSettings NONE = new QueueSettings(Policy.NONE, false, null);

    public QueueSettings {
        Objects.requireNonNull(policy);
    }

    public QueueSettings withPolicy(Policy other) {
        return new QueueSettings(other, paused, reason);
    }

    public QueueSettings pausedFor(@CheckForNull String why) {
        return new QueueSettings(policy, true, why);
    }

    public QueueSettings resumed() {
        return new QueueSettings(policy, false, null);
    }

    boolean isNone() {
        return equals(NONE);
    }

    /** What is different in the other, one short text each: {@code limit 1 → 5}. */
    List<String> changesTo(QueueSettings other) {
        List<String> changes = new ArrayList<>();
        add(changes, "limit", policy.limit(), other.policy.limit());
        add(changes, "maximum length", policy.maxWaiting(), other.policy.maxWaiting());
        add(changes, "rate", policy.rate(), other.policy.rate());
        add(changes, "rate of a person", policy.personRate(), other.policy.personRate());
        add(changes, "circuit breaker", policy.breaker(), other.policy.breaker());
        if (paused != other.paused) {
            changes.add(other.paused ? "paused" + (other.reason == null ? "" : ": " + other.reason) : "resumed");
        }
        return changes;
    }

    private static void add(
            List<String> changes, String name, @CheckForNull Object before, @CheckForNull Object after) {
        if (!Objects.equals(before, after)) {
            changes.add(name + " " + shown(before) + " → " + shown(after));
        }
    }

    private static String shown(@CheckForNull Object value) {
        return value == null ? "none" : value.toString();
    }
}
