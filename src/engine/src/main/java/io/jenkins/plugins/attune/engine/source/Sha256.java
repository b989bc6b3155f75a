package io.jenkins.plugins.attune.engine.source;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A checksum by SHA-256.
 *
 * @param hex 64 hexadecimal digits, in lower case
 */
public record Sha256(String hex) {
    private static final String PREFIX = "sha256:";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public Sha256 {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits");
        }
    }

    /**
     * Reads 64 hexadecimal digits, {@code sha256:} before them or not.
     *
     * @throws IllegalArgumentException where the text is anything else
     */
    public static Sha256 parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return new Sha256(lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : lower);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What a digest has come to; the digest begins anew. */
    static Sha256 of(MessageDigest digest) {
        return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
