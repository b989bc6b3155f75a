package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * What one source asks of a queue; null where it asks for nothing.
 *
 * @param limit most runs at a time, from 1
 * @param maxWaiting most tickets in the line; with 0 a run starts at once or is refused
 * @param rate of all runs of the queue
 * @param personRate of the runs of each person
 */
public record Policy(
        @CheckForNull Integer limit,
        @CheckForNull Integer maxWaiting,
        @CheckForNull Rate rate,
        @CheckForNull Rate personRate,
        @CheckForNull Breaker breaker)
        implements Serializable {
    /** Highest limit accepted: beyond it there is no need for a queue. */
    public static final int MAX_LIMIT = 1_000_000;

    /** Longest line accepted. */
    public static final int MAX_WAITING = 1_000_000;

    /** Asks for nothing. */
    public static final Policy NONE = new Policy(null, null, null, null, null);

    public Policy {
        if (limit != null) {
            Bounds.check("limit", limit, 1, MAX_LIMIT);
        }
        if (maxWaiting != null) {
            Bounds.check("maximum length of a queue", maxWaiting, 0, MAX_WAITING);
        }
    }

    public static Policy limit(int limit) {
        return NONE.withLimit(limit);
    }

    public Policy withLimit(@CheckForNull Integer other) {
        return new Policy(other, maxWaiting, rate, personRate, breaker);
    }

    public Policy withMaxWaiting(@CheckForNull Integer other) {
        return new Policy(limit, other, rate, personRate, breaker);
    }

    public Policy withRate(@CheckForNull Rate other) {
        return new Policy(limit, maxWaiting, other, personRate, breaker);
    }

    public Policy withPersonRate(@CheckForNull Rate other) {
        return new Policy(limit, maxWaiting, rate, other, breaker);
    }

    public Policy withBreaker(@CheckForNull Breaker other) {
        return new Policy(limit, maxWaiting, rate, personRate, other);
    }
}
