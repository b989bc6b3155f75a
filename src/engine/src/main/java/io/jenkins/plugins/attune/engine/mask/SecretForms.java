package io.jenkins.plugins.attune.engine.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ways programs write a secret: as it is and line by line, each with its {@link Escapes}, and base64 of the whole. */
final class SecretForms {
    /** Three places a byte can have within a group of base64; each gives another text. */
    private static final int BASE64_GROUP = 3;

    /** Where programs break lines of base64: by default, and in PEM. */
    private static final int[] BASE64_LINES = {76, 64};

    /** The last line of base64 that is hidden by itself: a shorter one is found in every other word. */
    private static final int SHORTEST_BASE64_LINE = 6;

    /** The longest secret that is hidden as one, and not line by line: a private key is shorter. */
    private static final int WHOLE_BYTES = 4096;

    /** The longest secret that is hidden in every way that is known. */
    private static final int RARE_BYTES = 1024;

    private SecretForms() {}

    /** Every form worth hiding, each once; the caller wipes them. */
    static Collection<byte[]> of(byte[] secret) {
        Map<Bytes, byte[]> forms = new LinkedHashMap<>();
        for (byte[] part : parts(secret)) {
            Escapes.of(part, secret.length <= RARE_BYTES).forEach(form -> put(forms, form));
            if (part != secret) {
                Arrays.fill(part, (byte) 0);
            }
        }
        for (byte[] whole : List.of(secret, withoutLineEnd(secret))) {
            base64(whole, forms);
        }
        return forms.values();
    }

    /** The secret, and each line of one that has several; of a long one just the lines, which are all of it. */
    private static List<byte[]> parts(byte[] secret) {
        List<byte[]> parts = new ArrayList<>();
        if (secret.length <= WHOLE_BYTES) {
            parts.add(secret);
            parts.add(withoutLineEnd(secret));
        }
        int start = 0;
        for (int i = 0; i <= secret.length; i++) {
            if (i == secret.length || secret[i] == '\n' || secret[i] == '\r') {
                if (i > start) {
                    parts.add(Arrays.copyOfRange(secret, start, i));
                }
                start = i + 1;
            }
        }
        return parts;
    }

    private static byte[] withoutLineEnd(byte[] secret) {
        int end = secret.length;
        while (end > 0 && (secret[end - 1] == '\n' || secret[end - 1] == '\r')) {
            end--;
        }
        return Arrays.copyOf(secret, end);
    }

    private static void put(Map<Bytes, byte[]> forms, byte[] form) {
        if (form.length < SecretMask.SHORTEST_BYTES || forms.putIfAbsent(new Bytes(form), form) != null) {
            Arrays.fill(form, (byte) 0);
        }
    }

    /**
     * What is certain of its base64 wherever it stands in a longer text: the characters that are made of the secret's
     * bits alone.
     */
    private static void base64(byte[] whole, Map<Bytes, byte[]> forms) {
        if (whole.length < SecretMask.SHORTEST_BYTES) {
            return;
        }
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            for (int before = 0; before < BASE64_GROUP; before++) {
                byte[] shifted = new byte[before + whole.length];
                System.arraycopy(whole, 0, shifted, before, whole.length);
                byte[] text = encoder.withoutPadding().encode(shifted);
                // A first character that shares bits with what stands before, and a last one that may with what
                // follows.
                int from = before == 0 ? 0 : before + 1;
                int to = shifted.length % BASE64_GROUP == 0 ? text.length : text.length - 1;
                put(forms, Arrays.copyOfRange(text, from, to));
                if (before == 0) {
                    lines(Arrays.copyOf(text, to), forms);
                }
                Arrays.fill(shifted, (byte) 0);
                Arrays.fill(text, (byte) 0);
            }
            put(forms, encoder.encode(whole));
        }
    }

    private static void lines(byte[] text, Map<Bytes, byte[]> forms) {
        for (int length : BASE64_LINES) {
            for (int start = 0; text.length > length && start < text.length; start += length) {
                int end = Math.min(start + length, text.length);
                if (end - start >= SHORTEST_BASE64_LINE) {
                    put(forms, Arrays.copyOfRange(text, start, end));
                }
            }
        }
        Arrays.fill(text, (byte) 0);
    }

    /** Makes equal forms count once. */
    private static final class Bytes {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}
