package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.pack.Action;
import java.util.Map;

/** Checks the parameters of a call against what its action declares, and fills in the defaults. */
public final class ParameterCheck {
    /** Most parameters of a call. */
    public static final int MAX_NAMES = 1_000;

    /** Longest name of a parameter, or of a field inside one, in characters. */
    public static final int MAX_NAME_LENGTH = 255;

    /** Mappings and lists within each other: what reads the document recurses. */
    public static final int MAX_DEPTH = 50;

    private ParameterCheck() {}

    /** As {@link #complete(Action, ObjectNode, Map, ParameterPolicy)}, with secrets in credentials only. */
    public static ObjectNode complete(Action action, ObjectNode given, Map<String, SecretValue> secrets)
            throws InvalidParametersException {
        return complete(action, given, secrets, new ParameterPolicy(false));
    }

    /**
     * The plain parameters with the defaults filled in; the secrets are checked and are not in it.
     *
     * <p>A null given for an optional parameter counts as not given, unless the type allows it by name.
     *
     * @throws InvalidParametersException with everything that does not fit, and no value of a secret
     */
    public static ObjectNode complete(
            Action action, ObjectNode given, Map<String, SecretValue> secrets, ParameterPolicy policy)
            throws InvalidParametersException {
        Findings findings = new Findings(action);
        findings.requireBounds(given, secrets.keySet());
        ObjectNode completed =
                new ParameterCall(action.contract().parameters(), policy, findings).complete(given, secrets);
        findings.throwIfAny();
        return completed;
    }
}
