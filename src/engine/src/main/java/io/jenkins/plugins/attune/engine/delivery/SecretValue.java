package io.jenkins.plugins.attune.engine.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;

/**
 * The one type that holds a secret: bytes, UTF-8 for most, that are wiped after use.
 *
 * <p>Nothing can log, serialise or concatenate it by accident: {@link #toString()} shows {@code ****}, it is no bean,
 * no record and not {@link java.io.Serializable}, and its bytes are lent only for the length of a call. Safe for use
 * by several threads.
 */
public final class SecretValue implements AutoCloseable {
    private static final String SHOWN = "****";

    /** Looked at in one go. */
    private static final int DECODED_CHARACTERS = 4096;

    private final byte[] bytes;
    private boolean wiped;

    private SecretValue(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over: the caller must not use it again. */
    public static SecretValue taking(byte[] bytes) {
        return new SecretValue(bytes);
    }

    /** Copies the characters; the caller wipes its own. */
    public static SecretValue of(char[] characters) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return new SecretValue(bytes);
    }

    /** A secret of its own with this one's bytes in base64, for where only text will do; the caller closes it. */
    public synchronized SecretValue base64() {
        requireUsable();
        return taking(Base64.getEncoder().encode(bytes));
    }

    /** Whether the bytes are UTF-8. */
    public synchronized boolean isText() {
        requireUsable();
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(DECODED_CHARACTERS);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        Arrays.fill(out.array(), '\0');
        return !result.isError();
    }

    /** Number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** Lends the bytes for one call; {@code use} must neither keep nor change them. */
    public synchronized <T> T withBytes(Function<byte[], T> use) {
        requireUsable();
        return use.apply(bytes);
    }

    /**
     * Lends the characters for one call, in a buffer that is wiped afterwards.
     *
     * @throws CharacterCodingException where the secret is no valid UTF-8
     */
    public synchronized <T> T withCharacters(Function<CharBuffer, T> use) throws CharacterCodingException {
        requireUsable();
        CharBuffer characters = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes));
        try {
            return use.apply(characters.asReadOnlyBuffer());
        } finally {
            Arrays.fill(characters.array(), '\0');
        }
    }

    /** Overwrites the bytes; every later use fails. */
    @Override
    public synchronized void close() {
        Arrays.fill(bytes, (byte) 0);
        wiped = true;
    }

    private void requireUsable() {
        if (wiped) {
            throw new IllegalStateException("the secret has been wiped already");
        }
    }

    /** Also what JSON shows. */
    @Override
    @JsonValue
    public String toString() {
        return SHOWN;
    }
}
