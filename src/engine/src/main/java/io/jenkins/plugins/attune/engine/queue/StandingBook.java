package io.jenkins.plugins.attune.engine.queue;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The standing policies by their names. Guarded by the lock of {@link Queues}. */
final class StandingBook {
    private Map<String, AppliedPolicy> byName = Map.of();
    private long revision;

    /** Rises with every change. */
    long revision() {
        return revision;
    }

    /** Takes these in place of all others; false where that changes nothing. */
    boolean replace(Collection<StandingPolicy> policies) {
        Map<String, AppliedPolicy> fresh = new HashMap<>();
        policies.forEach(policy ->
                fresh.merge(policy.name(), AppliedPolicy.of(policy.policy(), policy.source()), AppliedPolicy::and));
        fresh.values().removeIf(policy -> !policy.asksForSomething());
        if (fresh.equals(byName)) {
            return false;
        }
        byName = fresh;
        revision++;
        return true;
    }

    /** What others and the standing policies ask for a claim. */
    AppliedPolicy of(Claim claim) {
        AppliedPolicy all = claim.policy();
        for (String name : claim.standing()) {
            all = byName.getOrDefault(name, AppliedPolicy.NONE).and(all);
        }
        return all;
    }
}
