package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Where the latest run of a build is kept that holds the slots of an item: a file for each such item, for as long as the
 * slots are held. After a crash there is no other way from the slots to what may still be running.
 */
final class ItemMarks {
    private static final Logger LOGGER = Logger.getLogger(ItemMarks.class.getName());

    private ItemMarks() {}

    private static Path directory() {
        return Jenkins.get().getRootDir().toPath().resolve("attune").resolve("items");
    }

    private static Path file(long item) {
        return directory().resolve(Long.toString(item));
    }

    /** Written before the run is started; no other run of the build goes on then. */
    static void write(long item, Path run) throws IOException {
        Files.createDirectories(directory());
        Files.writeString(file(item), run.toAbsolutePath().toString());
    }

    /** Null where no run was begun. */
    @CheckForNull
    static Path read(long item) throws IOException {
        try {
            return Path.of(Files.readString(file(item)));
        } catch (NoSuchFileException never) {
            return null;
        }
    }

    static void remove(long item) {
        try {
            Files.deleteIfExists(file(item));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the mark of the item " + item + " can't be removed");
        }
    }
}
