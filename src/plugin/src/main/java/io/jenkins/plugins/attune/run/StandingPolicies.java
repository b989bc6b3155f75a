package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.ConcurrencySettings;
import io.jenkins.plugins.attune.config.PolicySettings;
import io.jenkins.plugins.attune.config.QueuePolicy;
import io.jenkins.plugins.attune.engine.queue.Policy;
import io.jenkins.plugins.attune.engine.queue.PolicySource;
import io.jenkins.plugins.attune.engine.queue.PolicySource.Kind;
import io.jenkins.plugins.attune.engine.queue.StandingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the system configuration asks of queues; tickets refer to it by name, so that a change holds for them as well. */
final class StandingPolicies {
    static final String TOTAL = "total";
    static final String PER_AGENT = "per agent";
    static final String PER_JOB = "per job";
    static final String PER_USER = "per user";
    static final String ACTIONS = "actions";

    private static final PolicySource SYSTEM = new PolicySource(Kind.ADMINISTRATOR, "the system configuration");
    private static final PolicySource DEFAULT =
            new PolicySource(Kind.DEFAULT, "the default of the system configuration");

    private StandingPolicies() {}

    /** As they are set at present. */
    static List<StandingPolicy> present() {
        List<StandingPolicy> all = new ArrayList<>();
        ConcurrencySettings bounds = AttuneConfiguration.get().getConcurrency();
        add(all, TOTAL, bounds.getTotal());
        add(all, PER_AGENT, bounds.getPerAgent());
        add(all, PER_JOB, bounds.getPerJob());
        add(all, PER_USER, bounds.getPerUser());
        PolicySettings settings = AttuneConfiguration.get().getQueues();
        all.add(new StandingPolicy(ACTIONS, Policy.NONE.withLimit(settings.getActionLimit()), DEFAULT));
        settings.getPolicies()
                .forEach(policy -> all.add(new StandingPolicy(policy.identity(), policy.policy(), SYSTEM)));
        return all;
    }

    /** Names of those that are for a queue, whoever else named it. */
    static Set<String> ofQueue(String key) {
        return AttuneConfiguration.get().getQueues().getPolicies().stream()
                .filter(policy -> policy.isFor(QueuePolicy.Target.QUEUE, key))
                .map(QueuePolicy::identity)
                .collect(Collectors.toSet());
    }

    private static void add(List<StandingPolicy> all, String name, @CheckForNull Integer limit) {
        all.add(new StandingPolicy(name, Policy.NONE.withLimit(limit), SYSTEM));
    }
}
