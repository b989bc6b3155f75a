package io.jenkins.plugins.attune.engine.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The keys of a run as the bytes in which they cross to the machine that runs it, in one short call. */
public final class KeyFrame {
    /** The most bytes of all keys of a run together: 4 MiB. */
    public static final int MAX_BYTES = 4 << 20;

    /** The most keys of a run. */
    public static final int MAX_KEYS = 1000;

    private KeyFrame() {}

    /**
     * The frame of some keys.
     *
     * @param keys values by reference, each as JSON; only read
     * @return the caller wipes it
     * @throws IllegalArgumentException where they are more than a run may have
     */
    public static byte[] of(Map<String, byte[]> keys) {
        long size = Integer.BYTES;
        for (Map.Entry<String, byte[]> key : keys.entrySet()) {
            size += 2L * Integer.BYTES + name(key.getKey()).length + key.getValue().length;
        }
        if (size > MAX_BYTES || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException(
                    "the keys of a run may be " + MAX_KEYS + " and have " + MAX_BYTES + " bytes together");
        }
        ByteBuffer frame = ByteBuffer.allocate((int) size);
        frame.putInt(keys.size());
        new TreeMap<>(keys).forEach((reference, value) -> {
            byte[] name = name(reference);
            frame.putInt(name.length).put(name).putInt(value.length).put(value);
        });
        return frame.array();
    }

    /** The keys in a frame; an empty array is a frame without any. Wipes the frame. */
    static SortedMap<String, byte[]> read(byte[] bytes) {
        SortedMap<String, byte[]> keys = new TreeMap<>();
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        int number = bytes.length == 0 ? 0 : frame.getInt();
        for (int i = 0; i < number; i++) {
            keys.put(new String(next(frame), StandardCharsets.UTF_8), next(frame));
        }
        Arrays.fill(bytes, (byte) 0);
        return keys;
    }

    private static byte[] next(ByteBuffer frame) {
        byte[] bytes = new byte[frame.getInt()];
        frame.get(bytes);
        return bytes;
    }

    private static byte[] name(String reference) {
        return reference.getBytes(StandardCharsets.UTF_8);
    }
}
