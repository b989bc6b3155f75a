package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * What is asked of a queue by all sources together: of each value the strictest, and whose it is.
 *
 * <p>Null where no source asks for anything. Where all are null there is nothing to wait for, and no ticket is needed.
 */
public record AppliedPolicy(
        @CheckForNull Applied<Integer> limit,
        @CheckForNull Applied<Integer> maxWaiting,
        @CheckForNull Applied<Rate> rate,
        @CheckForNull Applied<Rate> personRate,
        @CheckForNull Applied<Breaker> breaker)
        implements Serializable {
    public static final AppliedPolicy NONE = new AppliedPolicy(null, null, null, null, null);

    public static AppliedPolicy of(Policy policy, PolicySource source) {
        return new AppliedPolicy(
                Applied.of(policy.limit(), source),
                Applied.of(policy.maxWaiting(), source),
                Applied.of(policy.rate(), source),
                Applied.of(policy.personRate(), source),
                Applied.of(policy.breaker(), source));
    }

    /** Both together; neither is changed. */
    public AppliedPolicy and(AppliedPolicy other) {
        return new AppliedPolicy(
                Applied.stricter(limit, other.limit, (one, two) -> one < two),
                Applied.stricter(maxWaiting, other.maxWaiting, (one, two) -> one < two),
                Applied.stricter(rate, other.rate, Rate::isStricterThan),
                Applied.stricter(personRate, other.personRate, Rate::isStricterThan),
                Applied.stricter(breaker, other.breaker, Breaker::isStricterThan));
    }

    public AppliedPolicy and(Policy policy, PolicySource source) {
        return and(of(policy, source));
    }

    /** Whether any source asks for anything. */
    public boolean asksForSomething() {
        return !equals(NONE);
    }

    boolean admits(int running) {
        return limit == null || running < limit.value();
    }

    boolean allowsWaiting(int alreadyWaiting) {
        return maxWaiting == null || alreadyWaiting < maxWaiting.value();
    }
}
