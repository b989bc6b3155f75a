package io.jenkins.plugins.attune.engine.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds and removes what no run has asked for in a {@link PackStore}, such as versions that were replaced long ago.
 *
 * <p>The time of the directory that holds a pack says when it was asked for last; whoever asks sets it. A run keeps its
 * pack for as long as it may take, so the age that is allowed must be longer than that. JDK types only.
 */
public final class UnusedPacks {
    private final Path root;

    public UnusedPacks(Path root) {
        this.root = root;
    }

    /**
     * Removes what was not asked for in that time.
     *
     * @param kept hashes of contents that stay, whatever their age
     * @return names of the directories that are gone
     */
    public List<String> remove(Set<String> kept, Duration age, Instant now) throws IOException {
        List<String> gone = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return gone;
        }
        Instant oldest = now.minus(age);
        try (Stream<Path> places = Files.list(root)) {
            for (Path place : places.filter(PackStore::isPlace).sorted().toList()) {
                String name = place.getFileName().toString();
                if (kept.stream().noneMatch(hash -> hash.startsWith(name))
                        && isOlder(place, oldest)
                        && PackStore.removeUnused(place, oldest)) {
                    gone.add(name);
                }
            }
        }
        return gone;
    }

    private static boolean isOlder(Path place, Instant oldest) throws IOException {
        try {
            FileTime asked = Files.getLastModifiedTime(place);
            return asked.toInstant().isBefore(oldest);
        } catch (NoSuchFileException goneMeanwhile) {
            return false;
        }
    }
}
