package io.jenkins.plugins.attune.engine.queue;

import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run has to claim, from the rules of all who ask for something: one claim for each key, under the strictest of
 * each value. For one thread.
 */
public final class ClaimPlan {
    private final KeyPattern.Values values;
    private final Map<String, AppliedPolicy> policies = new LinkedHashMap<>();

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

    /** In the order in which their keys were first named; {@link Queues#needed} tells which of them matter. */
    public List<Claim> claims() {
        return policies.entrySet().stream()
                .map(entry -> new Claim(entry.getKey(), entry.getValue()))
                .toList();
    }
}
