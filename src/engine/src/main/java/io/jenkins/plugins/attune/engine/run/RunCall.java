package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a caller asks for.
 *
 * @param secrets by parameter name; wiped when the plan made of this call is closed
 * @param structured names of secrets whose bytes are JSON, also where the action declares no type
 */
public record RunCall(
        ActionRef action,
        ObjectNode parameters,
        Map<String, SecretValue> secrets,
        Set<String> structured,
        Options options) {
    public RunCall {
        parameters = parameters.deepCopy();
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
        structured = Set.copyOf(structured);
    }

    /** Of secrets that are text wherever the action does not ask for something else. */
    public RunCall(ActionRef action, ObjectNode parameters, Map<String, SecretValue> secrets, Options options) {
        this(action, parameters, secrets, Set.of(), options);
    }

    /**
     * How it is to run.
     *
     * @param limits that the caller wants
     * @param policy what may be wanted
     * @param variables for the process; names are checked, and no value may hold a secret
     * @param literalSecrets whether a parameter marked secret may come as a plain value
     */
    public record Options(
            AskedLimits limits,
            LimitPolicy policy,
            Map<String, String> variables,
            boolean strictOutput,
            boolean literalSecrets) {
        public Options {
            variables = Collections.unmodifiableMap(new TreeMap<>(variables));
        }
    }

    /** Names only: parameters may hold what is nobody's business. */
    @Override
    public String toString() {
        return "RunCall[" + action + "]";
    }
}
