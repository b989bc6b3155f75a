package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Which keys a run that can be followed again has: kept in its directory while it goes on, encrypted because templates
 * are nobody's business. No value is in it.
 */
final class KeyMemo {
    private static final String FILE = "keys.sealed";

    private final Path file;

    KeyMemo(Path directory) {
        file = directory.resolve(FILE);
    }

    void save(KeyOrder order) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path fresh = file.resolveSibling(FILE + ".new");
        Files.writeString(fresh, Sealed.seal(order));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Null for a run without keys. */
    @CheckForNull
    KeyOrder load() throws IOException {
        try {
            return Sealed.open(Files.readString(file), KeyOrder.class);
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
