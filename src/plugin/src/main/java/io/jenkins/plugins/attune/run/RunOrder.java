package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.queue.KeyPattern;
import io.jenkins.plugins.attune.engine.queue.Policy;
import io.jenkins.plugins.attune.engine.queue.QueueRule;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a user asks for, in a pipeline and in a freestyle job alike.
 *
 * @param action the reference as it was written
 * @param values of the parameters
 * @param credentials parameter name to credential id
 * @param keys that the action finds at the key bridge
 */
public record RunOrder(String action, Values values, Map<String, String> credentials, KeyOrder keys, Options options)
        implements Serializable {
    public RunOrder {
        credentials = Collections.unmodifiableMap(new LinkedHashMap<>(credentials));
    }

    /** With values as they were written. */
    public RunOrder(
            String action,
            Map<String, Object> parameters,
            Map<String, String> credentials,
            KeyOrder keys,
            Options options) {
        this(action, new Values(parameters, Set.of()), credentials, keys, options);
    }

    /** One without keys. */
    public RunOrder(String action, Map<String, Object> parameters, Map<String, String> credentials, Options options) {
        this(action, parameters, credentials, KeyOrder.NONE, options);
    }

    /** By name. */
    public Map<String, Object> parameters() {
        return values.plain();
    }

    /**
     * The parameters.
     *
     * @param plain values by name, see {@link PlainValue}
     * @param expanded names of those whose values came out of variables, and may be meant as another type than text
     */
    public record Values(Map<String, Object> plain, Set<String> expanded) implements Serializable {
        public Values {
            plain = Collections.unmodifiableMap(new LinkedHashMap<>(plain));
            expanded = Set.copyOf(expanded);
        }

        /** The names: values may hold what is nobody's business. */
        @Override
        public String toString() {
            return "Values" + plain.keySet();
        }
    }

    /**
     * How it is to run.
     *
     * @param packs directory of the workspace that holds packs, or null for the core pack alone
     * @param variables for the environment of the process
     * @param limits that it asks for
     * @param concurrency what it asks of a queue; null for nothing
     */
    public record Options(
            @CheckForNull String packs,
            Map<String, String> variables,
            Limits limits,
            boolean strictOutput,
            @CheckForNull Concurrency concurrency)
            implements Serializable {
        public Options {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        }
    }

    /**
     * The bounds a user asks for, sizes such as {@code 10MiB}; null for the default.
     *
     * @param timeoutSeconds null for the action's own limit
     * @param logLimit bytes of each stream that are kept
     * @param consoleLimit bytes of each stream that the console shows
     * @param resultLimit bytes of standard output that are read as the result
     */
    public record Limits(
            @CheckForNull Integer timeoutSeconds,
            @CheckForNull String logLimit,
            @CheckForNull String consoleLimit,
            @CheckForNull String resultLimit)
            implements Serializable {}

    /**
     * What a user asks of a queue; null for nothing.
     *
     * @param limit runs at a time
     * @param key pattern of the queue's key; null for the action's own queue
     * @param maxWaiting most runs in the line
     * @param timeoutSeconds how long it may wait
     */
    public record Concurrency(
            @CheckForNull Integer limit,
            @CheckForNull String key,
            @CheckForNull Integer maxWaiting,
            @CheckForNull Integer timeoutSeconds)
            implements Serializable {
        /** Fails where it can't be meant. */
        public Concurrency {
            if (timeoutSeconds != null && timeoutSeconds < 1) {
                throw new IllegalArgumentException("timeout: must be at least 1 second: " + timeoutSeconds);
            }
            rule(limit, key, maxWaiting);
        }

        QueueRule rule() {
            return rule(limit, key, maxWaiting);
        }

        private static QueueRule rule(
                @CheckForNull Integer limit, @CheckForNull String key, @CheckForNull Integer maxWaiting) {
            return new QueueRule(
                    key == null ? KeyPattern.ACTION : new KeyPattern(key),
                    Policy.NONE.withLimit(limit).withMaxWaiting(maxWaiting));
        }
    }

    /** The action only: parameters may hold what is nobody's business. */
    @Override
    public String toString() {
        return "RunOrder[" + action + "]";
    }
}
