package io.jenkins.plugins.attune.engine.queue;

import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run has to claim, from the rules of all who ask for something: one claim for each key, under the strictest of
 * each value. For one thread.
 */
public final class ClaimPlan {
    private final KeyPattern.Values values;
    private final Map<String, AppliedPolicy> policies = new LinkedHashMap<>();
    private final Map<String, Set<String>> standing = new HashMap<>();

    public ClaimPlan(KeyPattern.Values values) {
        this.values = values;
    }

    /**
     * Adds a rule. One that asks for nothing still names a queue, for which the administrator may ask for something.
     *
     * @throws InvalidQueueKeyException where its key can't be made for this run
     */
    public ClaimPlan add(QueueRule rule, PolicySource source) throws InvalidQueueKeyException {
        policies.merge(rule.key().resolve(values), AppliedPolicy.of(rule.policy(), source), AppliedPolicy::and);
        return this;
    }

    /**
     * Adds a reference to a standing policy.
     *
     * @throws InvalidQueueKeyException where the key can't be made for this run
     */
    public ClaimPlan add(KeyPattern pattern, String standingPolicy) throws InvalidQueueKeyException {
        String key = pattern.resolve(values);
        policies.putIfAbsent(key, AppliedPolicy.NONE);
        standing.computeIfAbsent(key, absent -> new TreeSet<>()).add(standingPolicy);
        return this;
    }

    /** The keys that are named so far. */
    public List<String> keys() {
        return List.copyOf(policies.keySet());
    }

    /** In the order in which their keys were first named; {@link Queues#needed} tells which of them matter. */
    public List<Claim> claims() {
        return policies.entrySet().stream()
                .map(entry ->
                        new Claim(entry.getKey(), entry.getValue(), standing.getOrDefault(entry.getKey(), Set.of())))
                .toList();
    }
}
