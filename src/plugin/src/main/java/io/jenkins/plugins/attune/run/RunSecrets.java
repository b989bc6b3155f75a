package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.engine.delivery.SecretObject;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.run.UserVariables;
import io.jenkins.plugins.attune.engine.schema.ValueSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Every secret that plays a part in one run: what the action gets, and what else is bound where it is called.
 *
 * <p>All of it is hidden in the run's output; none of it may be in the environment.
 *
 * @param credentials what was looked up, and literals where those are allowed
 * @param keys those that the action finds at the key bridge
 * @param mask outlives this
 * @param notes for the console
 */
record RunSecrets(ResolvedCredentials credentials, BoundKeys keys, SecretMask mask, List<String> notes)
        implements AutoCloseable {

    static RunSecrets of(RunOrder order, RunOrders.Checked checked, Action action, BuildPlace place)
            throws InvalidParametersException, IOException {
        ValueSchema schema = action.contract().parameters();
        List<String> notes = new ArrayList<>();
        ResolvedCredentials credentials = new BuildCredentials(place.build()).resolve(order.credentials(), schema);
        BoundKeys keys = null;
        RunSecrets secrets = null;
        try {
            BuildKeys all = new BuildKeys(place.build());
            keys = all.bind(
                    all.complete(order.keys(), checked.namedKeys(action)),
                    place.enclosing().keys());
            credentials.hide(keys.hidden());
            keys.origins().credentials().forEach(credentials::used);
            notes.addAll(keys.notes());
            Set<String> literals = checked.given(schema.secretNames());
            if (!literals.isEmpty() && AttuneConfiguration.get().isLiteralSecrets()) {
                literals.forEach(name -> hideLiteral(name, checked, schema, credentials));
                notes.add("warning: secret, and written into the job, where others can read it: "
                        + String.join(", ", literals) + ". " + advice(action, literals));
            }
            credentials.hide(place.variables().toHide());
            Set<String> withheld = place.variables().withheld();
            if (!withheld.isEmpty()) {
                notes.add("not handed on to the action, because they hold secrets: " + String.join(", ", withheld));
            }
            secrets = new RunSecrets(credentials, keys, credentials.mask(), List.copyOf(notes));
            return secrets;
        } finally {
            if (secrets == null) {
                credentials.close();
                if (keys != null) {
                    keys.close();
                }
            }
        }
    }

    private static void hideLiteral(
            String name, RunOrders.Checked checked, ValueSchema schema, ResolvedCredentials credentials) {
        boolean text = schema.takesText(name);
        SecretValue value = checked.take(name, text);
        credentials.add(name, value, !text);
        SecretValue copy = value.withBytes(bytes -> SecretValue.taking(bytes.clone()));
        credentials.hide(List.of(copy));
        credentials.hide(SecretObject.leaves(value));
    }

    /** What to write instead, for everything that was written as a literal and must not be; empty where nothing was. */
    static String advice(Action action, Set<String> literals) {
        if (literals.isEmpty()) {
            return "";
        }
        List<String> entries =
                literals.stream().map(name -> name + ": '<id of a credential>'").toList();
        return "Store it as a credential and write: attuneRun action: '" + action.ref() + "', credentials: ["
                + String.join(", ", entries) + "]";
    }

    /** @throws InvalidParametersException naming the variable that holds something secret */
    void requireNoneIn(RunOrder order) throws InvalidParametersException {
        UserVariables.requireNoSecret(order.options().variables(), mask);
    }

    /** Wipes the secrets; what is to be hidden stays hidden. */
    @Override
    public void close() {
        credentials.close();
        keys.close();
    }

    /** Nothing of what it holds. */
    @Override
    public String toString() {
        return "RunSecrets";
    }
}
