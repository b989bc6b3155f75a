package io.jenkins.plugins.attune.engine.mask;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The ways programs write a secret.
 *
 * <p>Works on bytes, so that no copy of a secret becomes a string that nobody can wipe. The exceptions are characters
 * outside ASCII in JSON, which need decoding, one at a time.
 */
final class SecretForms {
    /** Three places a byte can have within a group of base64; each gives another text. */
    private static final int BASE64_GROUP = 3;

    private SecretForms() {}

    /** Every form worth hiding, each once; the caller wipes them. */
    static Collection<byte[]> of(byte[] secret) {
        Map<Bytes, byte[]> forms = new LinkedHashMap<>();
        for (byte[] part : parts(secret)) {
            for (byte[] form : List.of(
                    part,
                    json(part, false, false),
                    json(part, true, false),
                    json(part, false, true),
                    json(part, true, true),
                    shellWord(part),
                    url(part, false, true),
                    url(part, true, true),
                    url(part, false, false),
                    url(part, true, false))) {
                put(forms, form);
            }
        }
        for (byte[] whole : List.of(secret, withoutLineEnd(secret))) {
            base64(whole, forms);
        }
        return forms.values();
    }

    /** The secret, and each line of one that has several. */
    private static List<byte[]> parts(byte[] secret) {
        // A copy: the forms are wiped by whoever asked, and the secret is still needed.
        List<byte[]> parts = new ArrayList<>(List.of(secret.clone(), withoutLineEnd(secret)));
        int start = 0;
        for (int i = 0; i <= secret.length; i++) {
            if (i == secret.length || secret[i] == '\n' || secret[i] == '\r') {
                parts.add(Arrays.copyOfRange(secret, start, i));
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
        if (form.length >= SecretMask.SHORTEST_BYTES) {
            forms.putIfAbsent(new Bytes(form), form);
        }
    }

    /** @param ascii whether everything else is written as an escape; {@code slash} likewise for the slash */
    private static byte[] json(byte[] part, boolean ascii, boolean slash) {
        Wiped out = new Wiped();
        for (int i = 0; i < part.length; i++) {
            int value = part[i] & 0xFF;
            int escape = "\b\f\n\r\t\"\\".indexOf(value);
            if (escape >= 0) {
                out.text("\\").text("bfnrt\"\\".substring(escape, escape + 1));
            } else if (value < ' ') {
                out.text(String.format(Locale.ROOT, "\\u%04x", value));
            } else if (value == '/' && slash) {
                out.text("\\/");
            } else if (value >= 0x80 && ascii) {
                int length = characterLength(value);
                String character = new String(part, i, Math.min(length, part.length - i), StandardCharsets.UTF_8);
                character.chars().forEach(unit -> out.text(String.format(Locale.ROOT, "\\u%04x", unit)));
                i += length - 1;
            } else {
                out.write(value);
            }
        }
        return out.take();
    }

    private static int characterLength(int first) {
        return first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    }

    /** As it stands within single quotes of a shell, and in a dotenv document. */
    private static byte[] shellWord(byte[] part) {
        Wiped out = new Wiped();
        for (byte value : part) {
            if (value == '\'') {
                out.text("'\\''");
            } else {
                out.write(value);
            }
        }
        return out.take();
    }

    /** @param plus whether a space is {@code +}; {@code upper} whether hexadecimal digits are upper case */
    private static byte[] url(byte[] part, boolean plus, boolean upper) {
        Wiped out = new Wiped();
        for (byte value : part) {
            int character = value & 0xFF;
            if (character == ' ' && plus) {
                out.write('+');
            } else if (character < 0x80 && (Character.isLetterOrDigit(character) || "-._~".indexOf(character) >= 0)) {
                out.write(character);
            } else {
                String escape = String.format(Locale.ROOT, "%%%02x", character);
                out.text(upper ? escape.toUpperCase(Locale.ROOT) : escape);
            }
        }
        return out.take();
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
                Arrays.fill(shifted, (byte) 0);
                Arrays.fill(text, (byte) 0);
            }
            put(forms, encoder.encode(whole));
        }
    }

    /** A buffer that leaves nothing behind once it is taken. */
    private static final class Wiped extends ByteArrayOutputStream {
        Wiped text(String text) {
            writeBytes(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        byte[] take() {
            byte[] bytes = toByteArray();
            Arrays.fill(buf, (byte) 0);
            return bytes;
        }
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
