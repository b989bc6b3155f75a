package io.jenkins.plugins.attune.engine.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The value of a key, as the JSON that an action gets, and what in it is secret.
 *
 * <p>Holds both until it is closed.
 */
public final class KeyDocument implements AutoCloseable {
    /** The largest value of a key: 1 MiB. */
    static final int MAX_BYTES = 1 << 20;

    /** Begins a text of a template that stands for a part of the credential; twice, it stands for itself. */
    private static final String PART = "#";

    private static final JsonMapper PLAIN = new JsonMapper();

    private final SecretValue json;
    private final List<SecretValue> secrets;

    /** Parts that need not be hidden. */
    private final List<SecretValue> shown;

    private KeyDocument(SecretValue json, List<SecretValue> secrets, List<SecretValue> shown) {
        this.json = json;
        this.secrets = List.copyOf(secrets);
        this.shown = List.copyOf(shown);
    }

    /**
     * Of one secret: an object or an array where its text is one in JSON, else its text. A number or a word stays text,
     * as a password may look like either. What is no text is in it as base64.
     *
     * @param secret taken over
     * @throws IllegalArgumentException where it is too large
     */
    public static KeyDocument of(SecretValue secret) {
        List<SecretValue> hidden = new ArrayList<>(List.of(secret));
        try {
            JsonNode node = structure(secret);
            SecretValue json = written(out -> {
                if (node == null) {
                    SecretObject.text(secret, out);
                } else {
                    JsonDocument.json(node, out);
                }
            });
            if (node != null) {
                hidden.addAll(SecretObject.leaves(secret));
            }
            return new KeyDocument(json, hidden, List.of());
        } catch (IllegalArgumentException e) {
            hidden.forEach(SecretValue::close);
            throw e;
        }
    }

    /**
     * Of a credential's parts, by a template in which {@code "#password"} stands for the part {@code password} and
     * {@code "##"} for one {@code #}.
     *
     * @param parts taken over
     * @throws IllegalArgumentException where the template names a part that is not there, or the value is too large
     */
    public static KeyDocument of(JsonNode template, Map<String, SecretValue> parts) {
        return of(template, parts, parts.keySet());
    }

    /**
     * The same by a template of plain values: maps, lists, texts, numbers and booleans.
     *
     * @param hidden names of the parts that are to be hidden where they are printed
     */
    public static KeyDocument of(Object template, Map<String, SecretValue> parts, Set<String> hidden) {
        return of(PLAIN.<JsonNode>valueToTree(template), parts, hidden);
    }

    private static KeyDocument of(JsonNode template, Map<String, SecretValue> parts, Set<String> hidden) {
        Collection<SecretValue> all = parts.values();
        try {
            requireParts(template, parts);
            SecretValue json = written(out -> JsonDocument.json(template, out, text -> fill(text, parts, out)));
            List<SecretValue> secret = new ArrayList<>();
            List<SecretValue> shown = new ArrayList<>();
            parts.forEach((name, value) -> (hidden.contains(name) ? secret : shown).add(value));
            return new KeyDocument(json, secret, shown);
        } catch (IllegalArgumentException e) {
            all.forEach(SecretValue::close);
            throw e;
        }
    }

    /**
     * Of a value that is JSON already, as an action has written it.
     *
     * @param json taken over
     * @throws IllegalArgumentException where it is none, or too large
     */
    public static KeyDocument ofJson(SecretValue json) {
        try {
            JsonNode node = Json.parse(json);
            if (json.length() > MAX_BYTES) {
                throw new IllegalArgumentException("the value of a key has more than " + MAX_BYTES + " bytes");
            }
            List<SecretValue> hidden = new ArrayList<>(SecretObject.leaves(json));
            if (node.isContainerNode()) {
                hidden.add(json.withBytes(bytes -> SecretValue.taking(bytes.clone())));
            }
            return new KeyDocument(json, hidden, List.of());
        } catch (IllegalArgumentException e) {
            json.close();
            throw e;
        }
    }

    private static void requireParts(JsonNode node, Map<String, SecretValue> parts) {
        if (node.isTextual() && isPart(node.textValue()) && !parts.containsKey(part(node.textValue()))) {
            throw new IllegalArgumentException("the credential has no part '" + part(node.textValue()) + "'; it has "
                    + String.join(", ", parts.keySet()));
        }
        node.forEach(inner -> requireParts(inner, parts));
    }

    private static boolean isPart(String text) {
        return text.startsWith(PART) && !text.startsWith(PART + PART);
    }

    private static String part(String text) {
        return text.substring(PART.length());
    }

    private static void fill(String text, Map<String, SecretValue> parts, SensitiveOutput out) {
        if (isPart(text)) {
            SecretObject.text(parts.get(part(text)), out);
        } else {
            Text.json(text.startsWith(PART) ? part(text) : text, out);
        }
    }

    /** The value where it is an object or an array in JSON, else null. */
    @CheckForNull
    private static JsonNode structure(SecretValue secret) {
        boolean begins = secret.withBytes(bytes -> {
            for (byte b : bytes) {
                if (!Character.isWhitespace(b)) {
                    return b == '{' || b == '[';
                }
            }
            return false;
        });
        try {
            return begins ? Json.parse(secret) : null;
        } catch (IllegalArgumentException noJson) {
            return null;
        }
    }

    private interface Content {
        void writeTo(SensitiveOutput out);
    }

    private static SecretValue written(Content content) {
        try (SensitiveOutput out = new SensitiveOutput(MAX_BYTES)) {
            content.writeTo(out);
            return SecretValue.taking(out.toBytes());
        } catch (SensitiveOutput.TooLargeException e) {
            throw new IllegalArgumentException("the value of a key has more than " + MAX_BYTES + " bytes", e);
        }
    }

    /** The whole value. */
    public SecretValue json() {
        return json;
    }

    /** What is to be hidden where it is printed; the whole value, and its parts. */
    public Collection<SecretValue> secrets() {
        return secrets;
    }

    @Override
    public void close() {
        json.close();
        secrets.forEach(SecretValue::close);
        shown.forEach(SecretValue::close);
    }

    /** Nothing of its value. */
    @Override
    public String toString() {
        return "KeyDocument";
    }
}
