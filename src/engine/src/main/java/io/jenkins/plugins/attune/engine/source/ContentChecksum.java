package io.jenkins.plugins.attune.engine.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The checksum that an Attune index gives for the files of a git repository, whatever carried them.
 *
 * <p>For every file, by path in the order of its characters: a fixed text, length and bytes of the path, length and
 * bytes of the content, lengths as eight bytes, the highest first. Rights are not part of it. The rule is that of the
 * public index's builder (attune-system/index, {@code scripts/build_index.py}).
 */
public final class ContentChecksum {
    private static final byte[] MARK = "attune-pack-file-v1".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER_BYTES = 64 << 10;

    private ContentChecksum() {}

    /** Of all files below a directory of ours, in which there are no links. */
    public static Sha256 of(Path root) throws IOException {
        TreeMap<String, Path> files = new TreeMap<>(ContentChecksum::compare);
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put(
                            root.relativize(file)
                                    .toString()
                                    .replace(file.getFileSystem().getSeparator(), "/"),
                            file));
        }
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (var file : files.entrySet()) {
            byte[] path = file.getKey().getBytes(StandardCharsets.UTF_8);
            digest.update(MARK);
            length(digest, path.length);
            digest.update(path);
            length(digest, Files.size(file.getValue()));
            try (InputStream in = Files.newInputStream(file.getValue())) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
        }
        return Sha256.of(digest);
    }

    /** By whole characters, as the builder's language sorts; Java's own order parts those above U+FFFF. */
    private static int compare(String left, String right) {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        return Arrays.compare(a, b);
    }

    private static void length(MessageDigest digest, long length) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            digest.update((byte) (length >>> shift));
        }
    }
}
