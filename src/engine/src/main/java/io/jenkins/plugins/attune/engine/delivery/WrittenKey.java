package io.jenkins.plugins.attune.engine.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.charset.StandardCharsets;

/**
 * The value of a key as an action has written it, for where it is kept as a text or in parts.
 *
 * <p>Looks at the bytes of whoever asks, and holds copies only for as long as it is open.
 */
public final class WrittenKey implements AutoCloseable {
    private final SecretValue json;
    private final JsonNode node;

    private WrittenKey(SecretValue json) {
        this.json = json;
        node = Json.parse(json);
    }

    /**
     * Reads a value.
     *
     * @param json copied
     * @throws IllegalArgumentException where it is no JSON; says nothing of what is in it
     */
    public static WrittenKey of(byte[] json) {
        SecretValue copy = SecretValue.taking(json.clone());
        boolean done = false;
        try {
            WrittenKey key = new WrittenKey(copy);
            done = true;
            return key;
        } finally {
            if (!done) {
                copy.close();
            }
        }
    }

    /** A text as it is, anything else as JSON: what reads a secret text as a key gets the same again. */
    public SecretValue text() {
        return node.isTextual() ? utf8(node.textValue()) : json.withBytes(bytes -> SecretValue.taking(bytes.clone()));
    }

    /** Whether it is a text, and nothing with parts. */
    public boolean isText() {
        return node.isTextual();
    }

    /** The text of a part of an object; null where there is none. */
    @CheckForNull
    public SecretValue part(String name) {
        JsonNode part = node.path(name);
        return part.isTextual() ? utf8(part.textValue()) : null;
    }

    private static SecretValue utf8(String text) {
        return SecretValue.taking(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        json.close();
    }

    /** Nothing of its value. */
    @Override
    public String toString() {
        return "WrittenKey";
    }
}
