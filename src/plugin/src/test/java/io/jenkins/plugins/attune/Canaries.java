package io.jenkins.plugins.attune;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Two secrets that nothing else on the machine holds: one with everything that needs escaping, and one of 64 KiB. */
record Canaries(String tricky, String large) {
    private static final int LARGE_BYTES = 64 << 10;

    static Canaries random() {
        String tricky = "canary \"" + UUID.randomUUID() + "\\n 'é€😀 $HOME $(id) `id`\n\t\\second line/"
                + UUID.randomUUID() + "%41&=+~;#{}!";
        StringBuilder large = new StringBuilder();
        while (large.length() < LARGE_BYTES) {
            large.append(UUID.randomUUID()).append(" \"$x\\'\n");
        }
        return new Canaries(tricky, large.substring(0, LARGE_BYTES));
    }

    SecretScanner scanner() {
        return new SecretScanner(tricky, large);
    }

    SecretSampler sampler() {
        return new SecretSampler(tricky, large);
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
