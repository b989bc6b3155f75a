package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.pack.PackStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The packs of a store: their content, each at a place named by it, and one small file for each that says which content
 * is the pack's at present.
 *
 * <p>That file is replaced in one step, so readers see the one pack or the other, and several processes may install
 * different packs at once. What was replaced stays for a while, for runs that still use it. No locks.
 */
public final class InstalledPacks {
    private static final String RECORDS = "installed";
    private static final String SUFFIX = ".json";

    /** Largest record, in bytes. */
    private static final int MAX_RECORD = 256 << 10;

    /** Most packs of a store. */
    private static final int MAX_PACKS = 2_000;

    /** How long content stays that no record names any more, and what a process left that was killed. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Path root;
    private final PackStore contents;
    private final Clock clock;

    public InstalledPacks(Path root, Clock clock) {
        this.root = root;
        this.contents = new PackStore(root);
        this.clock = clock;
    }

    /** What is there, and which records could not be read. */
    public record Listing(List<InstalledPack> packs, List<String> problems) {
        public Listing {
            packs = List.copyOf(packs);
            problems = List.copyOf(problems);
        }
    }

    Path root() {
        return root;
    }

    Clock clock() {
        return clock;
    }

    /** All packs, by name; a damaged record hurts no other pack. */
    public Listing list() throws IOException {
        List<InstalledPack> packs = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path file : records()) {
            try {
                packs.add(read(file));
            } catch (IOException | IllegalArgumentException e) {
                problems.add(file + ": " + e.getMessage());
            }
        }
        return new Listing(packs, problems);
    }

    /** @throws IOException where there is a record, and it can't be read */
    public Optional<InstalledPack> find(String ref) throws IOException {
        if (!PackSpec.isRef(ref)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(record(ref)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new IOException("the record " + record(ref) + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Where a pack's files are; empty where somebody removed them. */
    public Optional<Path> directory(InstalledPack pack) {
        return contents.find(pack.ref(), pack.hash());
    }

    /** Moves a pack into the store and makes it the one of its name. */
    InstalledPack put(StagedPack staged, String index) throws IOException {
        contents.adopt(staged.ref(), staged.hash(), staged.directory());
        InstalledPack pack = new InstalledPack(
                staged.ref(),
                staged.version(),
                staged.hash(),
                new InstalledPack.Provenance(
                        staged.pinned().origin(), staged.pinned().commit(), index, clock.instant()),
                staged.pack().manifest().dependencies());
        Path file = record(pack.ref());
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(file.getParent(), Staging.PREFIX, "");
        try {
            Files.write(fresh, InstalledPackJson.write(InstalledPackJson.toJson(pack)));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        return pack;
    }

    /** Removes a pack and, unless it is another's too, its content; false where there is none of that name. */
    public boolean remove(String ref) throws IOException {
        Path file = record(ref);
        String hash = null;
        try {
            hash = read(file).hash();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IllegalArgumentException damaged) {
            // Which content was its own nobody knows; it goes with what else no record names.
            hash = null;
        }
        Files.deleteIfExists(file);
        if (hash != null) {
            contents.remove(ref, hash);
        }
        return true;
    }

    /** Removes content that no record has named for a day, and what killed processes left. */
    void sweep() throws IOException {
        Set<Path> used = new HashSet<>();
        for (InstalledPack pack : list().packs()) {
            directory(pack).map(Path::getParent).ifPresent(used::add);
        }
        FileTime limit = FileTime.from(clock.instant().minus(KEPT));
        List<Path> old = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root, "{[0-9a-f]*,.new-*}")) {
            for (Path child : children) {
                boolean ours = PackStore.isPlace(child)
                        || String.valueOf(child.getFileName()).startsWith(Staging.PREFIX);
                if (ours
                        && !used.contains(child)
                        && Files.getLastModifiedTime(child).compareTo(limit) < 0) {
                    old.add(child);
                }
            }
        }
        for (Path child : old) {
            Trees.delete(child);
        }
    }

    private List<Path> records() throws IOException {
        Path directory = root.resolve(RECORDS);
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return files;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path child : children) {
                files.add(child);
                if (files.size() > MAX_PACKS) {
                    throw new IOException("the store " + root + " has more than " + MAX_PACKS + " packs");
                }
            }
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }

    private Path record(String ref) {
        return root.resolve(RECORDS).resolve(ref + SUFFIX);
    }

    private static InstalledPack read(Path file) throws IOException {
        if (Files.size(file) > MAX_RECORD) {
            throw new IllegalArgumentException("it has more than " + MAX_RECORD + " bytes");
        }
        InstalledPack pack = InstalledPackJson.fromJson(InstalledPackJson.parse(Files.readAllBytes(file)));
        if (!file.endsWith(pack.ref() + SUFFIX)) {
            throw new IllegalArgumentException("it is the record of another pack");
        }
        return pack;
    }
}
