package io.jenkins.plugins.attune.engine.run;

import io.jenkins.plugins.attune.engine.delivery.KeyDocument;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.execution.RunRequest;
import io.jenkins.plugins.attune.engine.keys.KeyFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The keys that are bound to a run, by the reference under which its action asks for them; closing wipes them. */
public final class RunKeySet implements AutoCloseable {
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:@/-]{0,254}");

    private final SortedMap<String, KeyDocument> keys;

    private final boolean offered;

    private final boolean secretToken;

    private RunKeySet(SortedMap<String, KeyDocument> keys, boolean offered, boolean secretToken) {
        this.keys = keys;
        this.offered = offered;
        this.secretToken = secretToken;
    }

    /** For a run that has no key bridge at all. */
    public static RunKeySet none() {
        return new RunKeySet(Collections.emptySortedMap(), false, false);
    }

    /**
     * A set of keys; one that is empty may still be written to.
     *
     * @param keys taken over; wiped where this fails
     * @throws InvalidParametersException where a reference is none, or they are too many or too large
     */
    public static RunKeySet of(Map<String, KeyDocument> keys) throws InvalidParametersException {
        RunKeySet set = new RunKeySet(new TreeMap<>(keys), true, false);
        boolean done = false;
        try {
            for (String reference : keys.keySet()) {
                if (!isReference(reference)) {
                    throw new InvalidParametersException(
                            "a key can't have the reference '" + reference.replaceAll("[^ -~]", "?") + "'",
                            null,
                            "Letters, digits and _.:@/- may be in it, as in vault.credentials.");
                }
            }
            Arrays.fill(set.frame(), (byte) 0);
            done = true;
            return set;
        } catch (IllegalArgumentException e) {
            throw new InvalidParametersException(
                    String.valueOf(e.getMessage()), null, "Bind fewer or smaller keys.", e);
        } finally {
            if (!done) {
                set.close();
            }
        }
    }

    /** The same keys for a run that may have a secret in its environment, where nobody tells who calls. */
    public RunKeySet allowingSecretToken() {
        return new RunKeySet(keys, offered, true);
    }

    /** By what the run is known to the key bridge. */
    String token(String executionId) {
        return secretToken ? RunRequest.SECRET_TOKEN_ALLOWED : executionId;
    }

    /** Whether a key can have this reference. */
    public static boolean isReference(String reference) {
        return REFERENCE.matcher(reference).matches();
    }

    /** Whether the action finds somebody to ask. */
    boolean isOffered() {
        return offered;
    }

    /** As it crosses to the machine that runs the action; the caller wipes it. */
    public byte[] frame() {
        Map<String, byte[]> values = new TreeMap<>();
        keys.forEach((reference, key) -> values.put(reference, key.json().withBytes(byte[]::clone)));
        try {
            return KeyFrame.of(values);
        } finally {
            values.values().forEach(value -> Arrays.fill(value, (byte) 0));
        }
    }

    /** All that is to be hidden. */
    Collection<SecretValue> secrets() {
        List<SecretValue> secrets = new ArrayList<>();
        keys.values().forEach(key -> secrets.addAll(key.secrets()));
        return secrets;
    }

    @Override
    public void close() {
        keys.values().forEach(KeyDocument::close);
    }

    /** References only. */
    @Override
    public String toString() {
        return "RunKeySet" + keys.keySet();
    }
}
