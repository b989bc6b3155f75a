package io.jenkins.plugins.attune.engine.delivery;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects bytes like {@link java.io.ByteArrayOutputStream}, and leaves no copy behind when it grows or closes. */
final class SensitiveOutput extends OutputStream {
    private static final int INITIAL_BYTES = 1024;

    private final int limit;
    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    /** @param limit most bytes taken; one more fails with {@link TooLargeException} */
    SensitiveOutput(int limit) {
        this.limit = limit;
    }

    /** More was written than may be. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void write(int octet) {
        reserve(1);
        bytes[length++] = (byte) octet;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    void print(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        write(encoded, 0, encoded.length);
        Arrays.fill(encoded, (byte) 0);
    }

    /** The bytes so far, in an array of the caller's. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
        length = 0;
    }

    private void reserve(int count) {
        if (count > limit - length) {
            throw new TooLargeException();
        }
        if (length + count > bytes.length) {
            byte[] larger = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
            Arrays.fill(bytes, (byte) 0);
            bytes = larger;
        }
    }
}
