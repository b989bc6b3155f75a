package io.jenkins.plugins.attune.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.queue.Breaker;
import io.jenkins.plugins.attune.engine.queue.KeyPattern;
import io.jenkins.plugins.attune.engine.queue.Policy;
import io.jenkins.plugins.attune.engine.queue.QueueRule;
import io.jenkins.plugins.attune.engine.queue.Rate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the fields that say how many runs there may be, in an action's {@code concurrency} or in a policy's file. */
final class QueueRuleReader {
    private static final String RULE = "bad-policy";
    private static final String KEY = "key";
    private static final String METHOD = "method";
    private static final String MAX_WAITING = "max_waiting";
    private static final String RUNS = "rate_limit_max_executions";
    private static final String WINDOW = "rate_limit_window_seconds";
    private static final String BREAKER = "circuit_breaker";
    private static final int MINUTE_SECONDS = 60;

    /** Of a rule for which no number at all is given. */
    private static final int NONE = -1;

    private final YamlObject fields;
    private final KeyPattern fallback;
    private boolean failed;

    /** @param fallback the key where none is named */
    QueueRuleReader(YamlObject fields, KeyPattern fallback) {
        this.fields = fields;
        this.fallback = fallback;
    }

    /** The rule; empty where something in it is wrong, which is reported. */
    Optional<QueueRule> read() {
        KeyPattern key = key();
        Integer limit = bounded("limit", number(fields.has("limit") ? "limit" : "threshold"));
        Policy policy = valid("limit", () -> Policy.NONE.withLimit(limit).withMaxWaiting(maxWaiting()));
        Rate rate = rate();
        boolean perPerson = Choices.read(fields, "rate_limit_per", RULE, Per.KEY) == Per.PERSON;
        Breaker breaker = fields.object(BREAKER).map(this::breaker).orElse(null);
        if (failed || key == null || policy == null) {
            return Optional.empty();
        }
        Policy rated = perPerson ? policy.withPersonRate(rate) : policy.withRate(rate);
        return Optional.of(new QueueRule(key, rated.withBreaker(breaker)));
    }

    private enum Per {
        KEY,
        PERSON
    }

    private enum Method {
        ENQUEUE,
        CANCEL
    }

    /** The pattern, or one that keeps runs of different values of the named parameters apart. */
    @CheckForNull
    private KeyPattern key() {
        String text = fields.text(KEY);
        if (text != null) {
            return valid(KEY, () -> new KeyPattern(text));
        }
        if (!fields.get("parameters").isArray()) {
            return fallback;
        }
        List<String> names = fields.texts("parameters");
        return names.isEmpty() ? fallback : valid("parameters", () -> ofParameters(fallback, names));
    }

    static KeyPattern ofParameters(KeyPattern start, List<String> names) {
        List<String> parts =
                names.stream().map(name -> name + "=${parameters." + name + "}").toList();
        return new KeyPattern(start.text() + "(" + String.join(",", parts) + ")");
    }

    @CheckForNull
    private Integer maxWaiting() {
        if (fields.has(MAX_WAITING)) {
            return bounded(MAX_WAITING, number(MAX_WAITING));
        }
        return Choices.read(fields, METHOD, RULE, Method.ENQUEUE) == Method.CANCEL ? 0 : null;
    }

    @CheckForNull
    private Rate rate() {
        int runs = number(RUNS);
        int window = fields.has(WINDOW) ? number(WINDOW) : MINUTE_SECONDS;
        return runs == NONE ? null : valid(RUNS, () -> new Rate(runs, window));
    }

    @CheckForNull
    private Breaker breaker(YamlObject breaker) {
        QueueRuleReader inner = new QueueRuleReader(breaker, fallback);
        Breaker read =
                inner.valid("failures", () -> new Breaker(inner.number("failures"), inner.number("open_seconds")));
        failed |= inner.failed;
        return read;
    }

    @CheckForNull
    private static Integer bounded(String name, int value) {
        return value == NONE ? null : Integer.valueOf(value);
    }

    private int number(String name) {
        if (!fields.has(name)) {
            return NONE;
        }
        JsonNode value = fields.get(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            fields.wrongType(name, "a whole number");
            failed = true;
            return NONE;
        }
        return value.intValue();
    }

    /** Makes a value that knows its own bounds; what it says is reported at the field. */
    @CheckForNull
    private <T> T valid(String name, Supplier<T> value) {
        try {
            return failed ? null : value.get();
        } catch (IllegalArgumentException e) {
            fields.error(fields.has(name) ? name : "", RULE, String.valueOf(e.getMessage()));
            failed = true;
            return null;
        }
    }
}
