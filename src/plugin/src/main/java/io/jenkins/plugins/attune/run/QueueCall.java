package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import io.jenkins.plugins.attune.engine.queue.AppliedPolicy;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.Patience;
import io.jenkins.plugins.attune.engine.queue.Policy;
import io.jenkins.plugins.attune.engine.queue.PolicySource;
import java.time.Duration;

/**
 * What a pipeline asks for with {@code attuneQueue}.
 *
 * @param key of the queue
 * @param limit null for one, where nobody else asks for another
 * @param maxWaiting null for as many as come
 * @param timeoutSeconds how long it waits; null for the administrator's limit
 */
public record QueueCall(
        String key,
        @CheckForNull Integer limit,
        @CheckForNull Integer maxWaiting,
        @CheckForNull Integer timeoutSeconds) {
    private static final PolicySource STEP = new PolicySource(PolicySource.Kind.STEP, "the step attuneQueue");
    private static final PolicySource DEFAULT =
            new PolicySource(PolicySource.Kind.DEFAULT, "the default of the step attuneQueue");

    /**
     * The call itself.
     *
     * @throws InvalidQueueKeyException where its key is none
     * @throws IllegalArgumentException where a number is out of its bounds
     */
    public QueueCall checked() throws InvalidQueueKeyException {
        QueueNames.requireFree(key);
        claim();
        if (timeoutSeconds != null && timeoutSeconds < 1) {
            throw new IllegalArgumentException("the timeout must be at least 1 second, and is " + timeoutSeconds);
        }
        return this;
    }

    Patience patience() {
        Integer seconds = timeoutSeconds;
        return Patience.of(Duration.ofSeconds(
                seconds == null ? AttuneConfiguration.get().getConcurrency().getWaitLimit() : seconds));
    }

    /** @throws IllegalArgumentException where a number is out of its bounds */
    Claim claim() {
        AppliedPolicy asked = AppliedPolicy.of(Policy.NONE.withLimit(limit).withMaxWaiting(maxWaiting), STEP);
        return new Claim(
                key, limit == null ? asked.and(Policy.limit(1), DEFAULT) : asked, StandingPolicies.ofQueue(key));
    }
}
