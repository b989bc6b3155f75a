package io.jenkins.plugins.attune.engine.delivery;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The one type that holds a secret: UTF-8 bytes that are wiped after use.
 *
 * <p>Nothing can log, serialise or concatenate it by accident: {@link #toString()} shows {@code ****}, it is no bean,
 * no record and not {@link java.io.Serializable}, and its bytes are lent only for the length of a call. Safe for use
 * by several threads.
 */
public final class SecretValue implements AutoCloseable {
    private static final String SHOWN = "****";

    private final byte[] bytes;
    private boolean wiped;

    private SecretValue(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over: the caller must not use it again. */
    public static SecretValue taking(byte[] utf8) {
        return new SecretValue(utf8);
    }

    /** Copies the characters; the caller wipes its own. */
    public static SecretValue of(char[] characters) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return new SecretValue(bytes);
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

    @Override
    public String toString() {
        return SHOWN;
    }
}
