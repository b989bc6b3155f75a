package io.jenkins.plugins.attune.page;

import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import io.jenkins.plugins.attune.engine.queue.QueueKeys;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A queue's key as one part of an address: a letter or digit of ASCII, {@code -}, {@code _} and a {@code .} that is not
 * the first stand for themselves, every other byte of its UTF-8 is {@code ~} and two small hexadecimal digits.
 *
 * <p>Percent signs would not do: web servers and proxies refuse {@code %2F}, or make a slash of it.
 */
final class QueueToken {
    private static final char ESCAPE = '~';
    private static final int HEX_DIGITS = 2;
    private static final HexFormat HEX = HexFormat.of();

    private QueueToken() {}

    static String of(String key) {
        StringBuilder token = new StringBuilder();
        for (byte each : key.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain((char) each, token.length())) {
                token.append((char) each);
            } else {
                token.append(ESCAPE).append(HEX.toHexDigits(each));
            }
        }
        return token.toString();
    }

    private static boolean isPlain(char c, int index) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_'
                || c == '.' && index > 0;
    }

    /** The key; empty for what is none, or is not written as {@link #of} does it. */
    static Optional<String> key(String token) {
        ByteBuffer bytes = ByteBuffer.allocate(token.length());
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (isPlain(c, i)) {
                bytes.put((byte) c);
            } else if (c == ESCAPE && i + HEX_DIGITS < token.length() && isHex(token, i + 1)) {
                bytes.put((byte) HexFormat.fromHexDigits(token, i + 1, i + 1 + HEX_DIGITS));
                i += HEX_DIGITS;
            } else {
                return Optional.empty();
            }
        }
        try {
            String key =
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            return of(QueueKeys.check(key)).equals(token) ? Optional.of(key) : Optional.empty();
        } catch (CharacterCodingException | InvalidQueueKeyException e) {
            return Optional.empty();
        }
    }

    private static boolean isHex(String token, int from) {
        return HexFormat.isHexDigit(token.charAt(from)) && HexFormat.isHexDigit(token.charAt(from + 1));
    }
}
