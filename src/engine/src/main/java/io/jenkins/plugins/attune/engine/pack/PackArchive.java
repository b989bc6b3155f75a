package io.jenkins.plugins.attune.engine.pack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A pack as one zip file, to be brought to the machine that runs it.
 *
 * @param name of the directory it becomes
 * @param hash that stands for its content: SHA-256 of the zip file, or of the files, in hexadecimal
 */
public record PackArchive(String name, String hash, byte[] zip) implements Serializable {
    private static final String CORE = "core.zip";

    /** The core pack, which comes with the engine. */
    public static PackArchive core() throws IOException {
        try (InputStream resource = PackArchive.class.getResourceAsStream(CORE)) {
            if (resource == null) {
                throw new IOException("the core pack is missing from the engine");
            }
            byte[] zip = resource.readAllBytes();
            return new PackArchive("core", sha256(zip), zip);
        }
    }

    /**
     * A pack of this machine's store, to be sent to another.
     *
     * @param hash of its content, as {@link PackDigest} makes it
     */
    public static PackArchive of(String name, String hash, Path directory) throws IOException {
        return new PackArchive(name, hash, PackZip.write(directory));
    }

    /** What a loader needs of it, without unpacking it anywhere. */
    public PackSnapshot snapshot() throws IOException {
        SortedMap<String, byte[]> metadata = new TreeMap<>();
        SortedMap<String, PackSnapshot.Entry> entries = new TreeMap<>();
        try (ZipInputStream files = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                String path = entry.getName();
                if (entry.isDirectory()) {
                    path = path.substring(0, path.length() - 1);
                    entries.put(path, new PackSnapshot.Entry(PackSnapshot.Entry.Kind.DIRECTORY, 0, true));
                } else {
                    byte[] content = files.readAllBytes();
                    entries.put(path, new PackSnapshot.Entry(PackSnapshot.Entry.Kind.FILE, content.length, false));
                    if (path.endsWith(".yaml")) {
                        metadata.put(path, content);
                    }
                }
            }
        }
        return new PackSnapshot(name, metadata, entries, List.of());
    }

    /** Unpacks it below a directory, once, and returns the pack's directory. */
    public Path installBelow(Path root) throws IOException {
        return new PackStore(root).install(name, hash, zip);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The name and the hash. */
    @Override
    public String toString() {
        return name + "@" + hash;
    }
}
