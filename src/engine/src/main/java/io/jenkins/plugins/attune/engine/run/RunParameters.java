package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.delivery.ParameterDelivery;
import io.jenkins.plugins.attune.engine.delivery.ParameterDocument;
import io.jenkins.plugins.attune.engine.delivery.Parameters;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.execution.DocumentFrame;
import io.jenkins.plugins.attune.engine.execution.RunTrace;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.queue.KeyPattern;
import io.jenkins.plugins.attune.engine.schema.Property;
import io.jenkins.plugins.attune.engine.schema.SecretCall;
import io.jenkins.plugins.attune.engine.schema.ValueSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The checked parameters of one run, sorted by how each of them travels: in the document, or in a file of its own.
 *
 * <p>What was given as a plain value for a secret parameter is a secret from here on. Closing wipes the secrets.
 */
final class RunParameters implements AutoCloseable {
    private final Action action;
    private final ObjectNode plain;
    private final SortedMap<String, SecretValue> secrets;

    private final Literals literals;
    private final Set<String> structured;

    /**
     * @param plain complete with defaults; taken over
     */
    RunParameters(Action action, ObjectNode plain, RunCall call) {
        this.action = action;
        this.plain = plain;
        this.secrets = new TreeMap<>(call.secrets());
        this.literals = Literals.takeFrom(plain, call.parameters(), schema());
        this.secrets.putAll(literals.values());
        this.structured = new TreeSet<>(call.structured());
        this.structured.addAll(literals.structured());
    }

    private ValueSchema schema() {
        return action.contract().parameters();
    }

    /** The secrets that came as plain values: whoever hides the others must hide these as well. */
    Collection<SecretValue> literals() {
        return literals.parts();
    }

    /**
     * The document with the secrets in it, and the files behind it.
     *
     * @param trace of the run, which knows where its files will be
     * @return the caller wipes it
     */
    byte[] document(RunTrace trace) throws InvalidParametersException {
        ObjectNode shown = plain.deepCopy();
        SortedMap<String, SecretValue> inDocument = new TreeMap<>(secrets);
        List<SecretValue> encoded = new ArrayList<>();
        List<byte[]> files = new ArrayList<>();
        try {
            for (String name : names(shown)) {
                if (!byFile(name)) {
                    continue;
                }
                SecretValue secret = inDocument.remove(name);
                files.add(secret == null ? content(shown.get(name)) : secret.withBytes(byte[]::clone));
                shown.put(name, trace.parameterFile(files.size()));
            }
            requireBounded(files);
            for (Map.Entry<String, SecretValue> entry : inDocument.entrySet()) {
                if (!entry.getValue().isText()) {
                    encoded.add(entry.getValue().base64());
                    entry.setValue(encoded.get(encoded.size() - 1));
                }
            }
            Action.Contract contract = action.contract();
            byte[] document = ParameterDocument.write(
                    new Parameters(shown, inDocument, structured(inDocument.keySet())),
                    contract.parameterFormat(),
                    contract.delivery());
            return DocumentFrame.withFiles(document, files);
        } finally {
            encoded.forEach(SecretValue::close);
            files.forEach(file -> Arrays.fill(file, (byte) 0));
        }
    }

    private List<String> names(ObjectNode shown) {
        return schema().properties().stream()
                .map(Property::name)
                .filter(name -> secrets.containsKey(name) || shown.hasNonNull(name))
                .sorted()
                .toList();
    }

    private boolean byFile(String name) {
        return schema().property(name)
                .filter(property -> property.delivery() == ParameterDelivery.FILE)
                .isPresent();
    }

    private static void requireBounded(List<byte[]> files) throws InvalidParametersException {
        long total = files.stream().mapToLong(file -> file.length).sum();
        if (total > ParameterDocument.MAX_FILE_BYTES) {
            throw new InvalidParametersException(
                    "the parameters that go into files of their own have " + total + " bytes together, more than "
                            + ParameterDocument.MAX_FILE_BYTES,
                    null,
                    "Pass the name of a file that is there already.");
        }
    }

    /** Secrets that are JSON; one given for a text is text. */
    private Set<String> structured(Set<String> names) {
        return names.stream()
                .filter(name -> !schema().takesText(name) || structured.contains(name))
                .collect(Collectors.toSet());
    }

    static byte[] content(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : value.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    KeyPattern.Values keyValues(SecretMask mask) {
        Set<String> secret = new TreeSet<>(schema().secretNames());
        secret.addAll(secrets.keySet());
        plain.properties().forEach(entry -> {
            String value = entry.getValue().asText();
            if (!mask.text(value).equals(value)) {
                secret.add(entry.getKey());
            }
        });
        return new KeyPattern.Values(action.ref().toString(), action.ref().pack(), plain, secret);
    }

    /** What a person should know of how these secrets are kept. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        literals.values()
                .keySet()
                .forEach(name -> warnings.add("parameter '" + name + "' is secret, and was given as a plain value that"
                        + " logs and saved state keep; " + SecretCall.right(name)));
        secrets.forEach((name, secret) -> {
            if (secret.length() > 0 && secret.length() < SecretMask.SHORTEST_BYTES) {
                warnings.add("the secret for parameter '" + name + "' has fewer than " + SecretMask.SHORTEST_BYTES
                        + " bytes, and is not hidden where the action prints it");
            } else if (secret.length() > SecretMask.LONGEST_BYTES) {
                warnings.add("the secret for parameter '" + name + "' has more than " + SecretMask.LONGEST_BYTES
                        + " bytes, and what comes after them is not hidden where the action prints it");
            }
        });
        return warnings;
    }

    @Override
    public void close() {
        secrets.values().forEach(SecretValue::close);
        literals.parts().forEach(SecretValue::close);
    }

    /** The action only. */
    @Override
    public String toString() {
        return "RunParameters[" + action.ref() + "]";
    }
}
