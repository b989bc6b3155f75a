package io.jenkins.plugins.attune.engine.pack;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the loader needs of a pack's directory, read once on the machine that holds it.
 *
 * <p>Serialisable and of JDK types only: an agent reads its files, the controller makes sense of them.
 *
 * @param location absolute path of the directory on that machine
 * @param metadata content of the YAML files and dependency manifests, by path below the pack with {@code /}
 * @param entries everything in the pack, by path below it with {@code /}
 * @param truncations what was left out, and why
 */
public record PackSnapshot(
        String location,
        SortedMap<String, byte[]> metadata,
        SortedMap<String, Entry> entries,
        List<Truncation> truncations)
        implements Serializable {
    /** The names a manifest may have, the usual one first. */
    static final List<String> MANIFESTS = List.of("pack.yaml", "pack.yml");

    public PackSnapshot {
        Objects.requireNonNull(location);
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        truncations = List.copyOf(truncations);
    }

    /**
     * Reads one pack's directory.
     *
     * @throws NoSuchFileException where there is no such directory
     */
    public static PackSnapshot of(Path packDirectory) throws IOException {
        if (!Files.isDirectory(packDirectory)) {
            throw new NoSuchFileException(packDirectory.toString(), null, "no such directory");
        }
        return new SnapshotWalk(packDirectory.toAbsolutePath().normalize()).read();
    }

    /**
     * The directory itself where it is a pack, else every pack directly below it, by name.
     *
     * @throws NoSuchFileException where there is no such directory
     */
    public static List<PackSnapshot> below(Path packsDirectory) throws IOException {
        if (isPack(packsDirectory)) {
            return List.of(of(packsDirectory));
        }
        if (!Files.isDirectory(packsDirectory)) {
            throw new NoSuchFileException(packsDirectory.toString(), null, "no such directory");
        }
        List<Path> directories;
        try (Stream<Path> children = Files.list(packsDirectory)) {
            directories = children.filter(PackSnapshot::isPack).sorted().toList();
        }
        List<PackSnapshot> snapshots = new ArrayList<>();
        for (Path directory : directories) {
            snapshots.add(of(directory));
        }
        return snapshots;
    }

    private static boolean isPack(Path directory) {
        return MANIFESTS.stream().anyMatch(name -> Files.isRegularFile(directory.resolve(name)));
    }

    /** Shows where and how much, never the content: it may hold what an author should not have written there. */
    @Override
    public String toString() {
        return "PackSnapshot[" + location + ", " + entries.size() + " entries]";
    }

    /**
     * One file, directory or link of a pack.
     *
     * @param size in bytes, of what a link leads to; 0 for directories
     * @param executable by the user who read it
     */
    public record Entry(Kind kind, long size, boolean executable) implements Serializable {
        /** What stands at a path; a link is told by where it leads, links in its path resolved. */
        public enum Kind {
            FILE,
            DIRECTORY,
            LINK_INSIDE,
            LINK_OUTSIDE,
            LINK_BROKEN,
            OTHER
        }

        public Entry {
            Objects.requireNonNull(kind);
        }
    }

    /**
     * Something left out.
     *
     * @param file path below the pack, or empty where the pack as a whole is meant
     */
    public record Truncation(String file, Reason reason) implements Serializable {
        /** Why it was left out. */
        public enum Reason {
            FILE_TOO_LARGE,
            METADATA_TOO_LARGE,
            TOO_MANY_FILES,
            /** No bound: the user who read the pack may not read this. */
            UNREADABLE
        }

        public Truncation {
            Objects.requireNonNull(file);
            Objects.requireNonNull(reason);
        }
    }
}
