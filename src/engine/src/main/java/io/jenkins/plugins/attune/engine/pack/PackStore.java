package io.jenkins.plugins.attune.engine.pack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Packs brought to a machine, each at a path named by its content: what is there is complete and never changes.
 *
 * <p>A pack is unpacked beside its place and moved there in one step, so that several processes may install at once.
 * JDK types only.
 */
public final class PackStore {
    /** Hexadecimal digits of the hash in a directory's name; enough to tell packs apart, short enough for paths. */
    private static final int HASH_DIGITS = 12;

    private final Path root;

    public PackStore(Path root) {
        this.root = root;
    }

    /** The directory of a pack that is there already. */
    public Optional<Path> find(String name, String hash) {
        Path place = place(name, hash);
        return Files.isDirectory(place) ? Optional.of(place) : Optional.empty();
    }

    /** The same for who is going to use it, which {@link UnusedPacks} is to know. */
    public Optional<Path> use(String name, String hash) throws IOException {
        Optional<Path> place = find(name, hash);
        if (place.isPresent()) {
            Files.setLastModifiedTime(place.get().getParent(), FileTime.from(Instant.now()));
        }
        return place;
    }

    /** Unpacks a zip file unless it is there already. */
    public Path install(String name, String hash, byte[] zip) throws IOException {
        Path place = place(name, hash);
        if (Files.isDirectory(place)) {
            return place;
        }
        Files.createDirectories(place.getParent());
        Path fresh = Files.createTempDirectory(place.getParent(), ".new-");
        try {
            unpack(zip, fresh);
            move(fresh, place);
        } finally {
            delete(fresh);
        }
        return place;
    }

    /**
     * Moves a directory of the same file system here, unless its content is here already; what else may be in its place,
     * such as files that somebody changed, makes room.
     *
     * @param hash of its content, as {@link PackDigest} makes it
     */
    public Path adopt(String name, String hash, Path fresh) throws IOException {
        Path place = place(name, hash);
        if (Files.isDirectory(place)) {
            if (PackDigest.of(place).equals(hash)) {
                return place;
            }
            remove(name, hash);
        }
        Files.createDirectories(place.getParent());
        move(fresh, place);
        return place;
    }

    /** Removes a pack; nobody sees it half removed. */
    public void remove(String name, String hash) throws IOException {
        Path place = place(name, hash);
        if (Files.isDirectory(place)) {
            Path aside = Files.createTempDirectory(root, ".new-").resolve(name);
            Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
            delete(aside.getParent());
        }
    }

    /** Whether this is a directory made here to hold packs of one content. */
    public static boolean isPlace(Path directory) {
        return String.valueOf(directory.getFileName()).matches("[0-9a-f]{" + HASH_DIGITS + "}");
    }

    /** Removes a directory of the store, unless somebody has used it since; nobody sees it half removed. */
    static boolean removeUnused(Path directory, Instant oldest) throws IOException {
        Path aside = Files.createTempDirectory(directory.getParent(), ".new-").resolve("unused");
        try {
            Files.move(directory, aside, StandardCopyOption.ATOMIC_MOVE);
            boolean unused = Files.getLastModifiedTime(aside).toInstant().isBefore(oldest);
            if (!unused) {
                move(aside, directory);
            }
            return unused;
        } finally {
            delete(aside.getParent());
        }
    }

    private Path place(String name, String hash) {
        return root.resolve(hash.substring(0, HASH_DIGITS)).resolve(name);
    }

    private static void unpack(byte[] zip, Path directory) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException("an entry of a pack's archive leads out of it: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(entries, target);
                    if (PackZip.isProgram(entry) && !target.toFile().setExecutable(true, false)) {
                        throw new IOException("the file " + target + " can't be made executable");
                    }
                }
            }
        }
    }

    private static void move(Path fresh, Path place) throws IOException {
        try {
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another process was faster; which error that gives depends on the system.
            if (!Files.isDirectory(place)) {
                throw e;
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
