package io.jenkins.plugins.attune.engine.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Secrets that have several parts, as the JSON object that a script gets.
 *
 * <p>A part that is no UTF-8 text, such as a key store, is in it as base64.
 */
public final class SecretObject {
    /** Wide enough for any part of a credential that is not a file, and for those of a file of the largest document. */
    private static final int MAX_BYTES = 2 * ParameterDocument.MAX_FILE_BYTES;

    private SecretObject() {}

    /**
     * One object of several parts, in the order of the map.
     *
     * @param parts by name; only read
     */
    public static SecretValue of(Map<String, SecretValue> parts) {
        try (SensitiveOutput out = new SensitiveOutput(MAX_BYTES)) {
            out.write('{');
            boolean first = true;
            for (Map.Entry<String, SecretValue> part : parts.entrySet()) {
                if (!first) {
                    out.write(',');
                }
                first = false;
                Text.json(part.getKey(), out);
                out.write(':');
                text(part.getValue(), out);
            }
            out.write('}');
            return SecretValue.taking(out.toBytes());
        }
    }

    /** A secret as a JSON string; one that is no text as base64. */
    static void text(SecretValue part, SensitiveOutput out) {
        try {
            part.withCharacters(characters -> {
                Text.json(characters, out);
                return null;
            });
        } catch (CharacterCodingException binary) {
            try (SecretValue encoded = base64(part)) {
                text(encoded, out);
            }
        }
    }

    private static SecretValue base64(SecretValue binary) {
        return SecretValue.taking(binary.withBytes(Base64.getEncoder()::encode));
    }

    /**
     * The texts and numbers inside a secret that is JSON, each as a secret of its own: what prints one of them tells the
     * secret, although it does not print all of it.
     *
     * @return empty where the secret is no JSON
     */
    public static List<SecretValue> leaves(SecretValue json) {
        List<SecretValue> leaves = new ArrayList<>();
        try {
            collect(Json.parse(json), leaves);
        } catch (IllegalArgumentException noJson) {
            return List.of();
        }
        return leaves;
    }

    private static void collect(JsonNode node, List<SecretValue> leaves) {
        if (node.isTextual() || node.isNumber()) {
            leaves.add(SecretValue.taking(node.asText().getBytes(StandardCharsets.UTF_8)));
        }
        node.forEach(inner -> collect(inner, leaves));
    }
}
