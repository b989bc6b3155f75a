package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.delivery.KeyDocument;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.run.RunKeySet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what {@code --key} names, as the keys of a run. */
final class KeyArguments {
    private KeyArguments() {}

    /** The keys; the caller closes them. */
    static RunKeySet read(Surroundings surroundings, List<String> arguments)
            throws UsageException, InvalidParametersException, IOException {
        Map<String, SecretValue> texts = SecretArguments.forKeys(surroundings).read(arguments);
        Map<String, KeyDocument> keys = new TreeMap<>();
        boolean done = false;
        try {
            for (Map.Entry<String, SecretValue> text : texts.entrySet()) {
                keys.put(text.getKey(), KeyDocument.of(text.getValue()));
            }
            done = true;
        } catch (IllegalArgumentException e) {
            throw new InvalidParametersException(String.valueOf(e.getMessage()), null, null, e);
        } finally {
            if (!done) {
                texts.values().forEach(SecretValue::close);
                keys.values().forEach(KeyDocument::close);
            }
        }
        return RunKeySet.of(keys);
    }
}
