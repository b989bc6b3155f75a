package io.jenkins.plugins.attune.run;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Keeps the end of what is written to it, and no more than that.
 *
 * <p>The lock guards the bytes: whoever reads them may do so while another still writes.
 */
final class LastBytes extends OutputStream {
    private final byte[] ring;
    private long written;

    LastBytes(int size) {
        ring = new byte[size];
    }

    @Override
    public synchronized void write(int b) {
        ring[(int) (written++ % ring.length)] = (byte) b;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = Math.max(0, length - ring.length); i < length; i++) {
            write(bytes[offset + i]);
        }
    }

    /** Does nothing: what was written can still be read. */
    @Override
    public void close() {}

    synchronized String text() {
        int kept = (int) Math.min(written, ring.length);
        byte[] bytes = new byte[kept];
        for (int i = 0; i < kept; i++) {
            bytes[i] = ring[(int) ((written - kept + i) % ring.length)];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
