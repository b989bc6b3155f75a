package io.jenkins.plugins.attune.engine.queue;

import java.io.Serializable;
import java.util.Objects;

/**
 * A policy, and the queue it is for.
 *
 * @param key of the queue, which may take values of the run
 */
public record QueueRule(KeyPattern key, Policy policy) implements Serializable {
    public QueueRule {
        Objects.requireNonNull(key);
        Objects.requireNonNull(policy);
    }
}
