package io.jenkins.plugins.attune.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.Action.Limits;
import io.jenkins.plugins.attune.engine.pack.Action.LogRetention;
import io.jenkins.plugins.attune.engine.pack.Action.LogRetention.Policy;
import io.jenkins.plugins.attune.engine.queue.KeyPattern;
import io.jenkins.plugins.attune.engine.queue.QueueRule;
import java.time.Duration;

/** Reads the bounds that an action's file sets: time limit, retention of logs, and how many runs there may be. */
final class LimitsReader {
    private static final String POLICY = "log_retention_policy";
    private static final String LIMIT = "log_retention_limit";
    private static final String BAD_RETENTION = "bad-retention";

    /** Longest time limit accepted: beyond it the number is more likely milliseconds. */
    private static final Duration MAX_TIMEOUT = Duration.ofDays(366);

    private static final int MAX_RETENTION = 1_000_000;
    private static final double MILLIS_PER_SECOND = 1_000;

    private LimitsReader() {}

    static Limits read(YamlObject fields) {
        Duration timeout = timeout(fields, fields.has("timeout") ? "timeout" : "timeout_seconds");
        return new Limits(timeout, retention(fields), concurrency(fields));
    }

    @CheckForNull
    private static QueueRule concurrency(YamlObject fields) {
        return fields.object("concurrency")
                .flatMap(found -> new QueueRuleReader(found, KeyPattern.ACTION).read())
                .orElse(null);
    }

    @CheckForNull
    private static Duration timeout(YamlObject fields, String name) {
        if (!fields.has(name)) {
            return null;
        }
        JsonNode value = fields.get(name);
        if (!value.isNumber() || value.doubleValue() <= 0 || value.doubleValue() > MAX_TIMEOUT.toSeconds()) {
            fields.error(
                    name,
                    "bad-timeout",
                    "'" + name + "' must be a number of seconds above 0 and at most " + MAX_TIMEOUT.toSeconds());
            return null;
        }
        return Duration.ofMillis((long) Math.ceil(value.doubleValue() * MILLIS_PER_SECOND));
    }

    @CheckForNull
    private static LogRetention retention(YamlObject fields) {
        Policy policy = Choices.read(fields, POLICY, BAD_RETENTION, Policy.VERSIONS);
        int limit = 0;
        if (fields.has(LIMIT)) {
            JsonNode value = fields.get(LIMIT);
            limit = value.canConvertToInt() && value.isIntegralNumber() ? value.intValue() : 0;
            if (limit < 1 || limit > MAX_RETENTION) {
                fields.error(LIMIT, BAD_RETENTION, "'" + LIMIT + "' must be a whole number from 1 to " + MAX_RETENTION);
                return null;
            }
        }
        if (fields.has(POLICY) != fields.has(LIMIT)) {
            String given = fields.has(POLICY) ? POLICY : LIMIT;
            String missing = fields.has(POLICY) ? LIMIT : POLICY;
            fields.warning(given, BAD_RETENTION, "'" + given + "' has no effect without '" + missing + "'");
            return null;
        }
        return limit == 0 ? null : new LogRetention(policy, limit);
    }
}
