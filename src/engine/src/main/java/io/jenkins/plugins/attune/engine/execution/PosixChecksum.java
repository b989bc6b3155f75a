package io.jenkins.plugins.attune.engine.execution;

/** The checksum of {@code cksum}, which every POSIX system has (IEEE Std 1003.1, utility {@code cksum}). */
final class PosixChecksum {
    private static final int POLYNOMIAL = 0x04C11DB7;
    private static final int[] TABLE = table();

    private PosixChecksum() {}

    /** What {@code cksum} prints for these bytes on its standard input: checksum, space, length. */
    static String line(byte[] bytes) {
        int crc = 0;
        for (byte b : bytes) {
            crc = next(crc, b);
        }
        for (long length = bytes.length; length != 0; length >>>= 8) {
            crc = next(crc, (int) length);
        }
        return Integer.toUnsignedString(~crc) + " " + bytes.length;
    }

    private static int next(int crc, int octet) {
        return (crc << 8) ^ TABLE[(crc >>> 24) ^ (octet & 0xff)];
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = value < 0 ? (value << 1) ^ POLYNOMIAL : value << 1;
            }
            table[i] = value;
        }
        return table;
    }
}
