package io.jenkins.plugins.attune.engine.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.Action;
import java.time.Duration;

/**
 * How much is kept of the logs of one action; each bound that is given holds.
 *
 * @param versions finished runs whose logs are kept, or null for any number
 * @param age since the run's end, or null for any
 * @param totalBytes of all logs together, or null for any number
 */
public record RetentionPolicy(
        @CheckForNull Integer versions,
        @CheckForNull Duration age,
        @CheckForNull Long totalBytes) {
    public RetentionPolicy {
        if (versions != null && versions < 0
                || age != null && age.isNegative()
                || totalBytes != null && totalBytes < 0) {
            throw new IllegalArgumentException(
                    "a bound is not negative: " + versions + " versions, " + age + ", " + totalBytes + " bytes");
        }
    }

    /** Keeps everything. */
    public static RetentionPolicy unbounded() {
        return new RetentionPolicy(null, null, null);
    }

    /** What an action's file asks for; it bounds either the number or the age. */
    public static RetentionPolicy of(Action.LogRetention retention) {
        int limit = retention.limit();
        return switch (retention.policy()) {
            case VERSIONS -> new RetentionPolicy(limit, null, null);
            case DAYS -> unbounded().withAge(Duration.ofDays(limit));
            case HOURS -> unbounded().withAge(Duration.ofHours(limit));
            case MINUTES -> unbounded().withAge(Duration.ofMinutes(limit));
        };
    }

    public RetentionPolicy withAge(Duration other) {
        return new RetentionPolicy(versions, other, totalBytes);
    }

    public RetentionPolicy withTotalBytes(long other) {
        return new RetentionPolicy(versions, age, other);
    }
}
