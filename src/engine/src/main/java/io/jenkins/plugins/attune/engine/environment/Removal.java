package io.jenkins.plugins.attune.engine.environment;

import io.jenkins.plugins.attune.engine.environment.EnvironmentStatus.State;
import io.jenkins.plugins.attune.engine.environment.InstallSettings.Limits;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Removes environments: one that is asked for, those that are old or too large in sum, and what killed builders left.
 *
 * <p>Never one in use. A run notes its use before it looks for the marker, and here the marker is put aside before the
 * notes are counted; so either the note is seen here, or the missing marker there.
 */
public final class Removal {
    private static final String GONE = ".gone-";

    private final Path root;
    private final Clock clock;

    public Removal(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    /** Removes what is beyond the limits, and rubbish; gives the ids of the environments that went. */
    public List<String> prune(Limits limits) throws IOException {
        deleteGone();
        sweepScratch();
        List<String> removed = new ArrayList<>();
        Instant oldest = clock.instant().minus(limits.maxAge());
        List<EnvironmentStatus> all = new ArrayList<>(new Inventory(root, clock).list());
        all.sort(Comparator.comparingLong(status -> status.usage().lastUsed()));
        long total = all.stream().mapToLong(status -> status.usage().bytes()).sum();
        for (EnvironmentStatus status : all) {
            boolean old = status.usage().lastUsed() < oldest.toEpochMilli();
            boolean rubbish = status.state() == State.INCOMPLETE;
            boolean tooMuch = status.state() == State.READY && total > limits.maxBytes();
            if ((old || rubbish || tooMuch) && remove(status.id())) {
                total -= status.usage().bytes();
                removed.add(status.id());
            } else if (status.state() == State.READY) {
                pruneCopies(new Slot(root, status.id()), oldest);
            }
        }
        return removed;
    }

    /** Removes one with all its traces; false where it is in use, is being built, or is not there. */
    public boolean remove(String id) throws IOException {
        Slot slot = new Slot(root, id);
        try (KeyLock lock = KeyLock.tryAcquire(slot.lock())) {
            if (lock == null || !putAside(slot)) {
                return false;
            }
            Path gone = root.resolve(id + GONE + UUID.randomUUID());
            boolean there = Files.isDirectory(slot.directory());
            if (there) {
                Files.move(slot.directory(), gone, StandardCopyOption.ATOMIC_MOVE);
            }
            boolean any = there | Files.deleteIfExists(slot.failed()) | Files.deleteIfExists(slot.log());
            Files.deleteIfExists(slot.building());
            Trees.delete(slot.scratch());
            lock.remove();
            Trees.delete(gone);
            return any;
        }
    }

    private boolean putAside(Slot slot) throws IOException {
        Path aside = slot.directory().resolve(".attune-removing");
        try {
            Files.move(slot.marker(), aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException neverReady) {
            return true;
        }
        if (new Uses(slot).count(clock.instant()) == 0) {
            return true;
        }
        Files.move(aside, slot.marker(), StandardCopyOption.ATOMIC_MOVE);
        return false;
    }

    /** Copies of packs that have changed since; a run that uses an old one has used it since then. */
    private static void pruneCopies(Slot slot, Instant oldest) throws IOException {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(slot.copies())) {
            for (Path copy : copies) {
                if (Files.getLastModifiedTime(copy).toInstant().isBefore(oldest)) {
                    Trees.delete(copy);
                }
            }
        } catch (NoSuchFileException none) {
            return;
        }
    }

    /** Configuration files, passwords among them, of builders that were killed. */
    private void sweepScratch() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(root.resolve(".tmp"))) {
            for (Path directory : left) {
                Path name = directory.getFileName();
                if (Slot.isId(name.toString())) {
                    sweepScratch(new Slot(root, name.toString()));
                }
            }
        } catch (NoSuchFileException nothing) {
            return;
        }
    }

    private static void sweepScratch(Slot slot) throws IOException {
        try (KeyLock lock = KeyLock.tryAcquire(slot.lock())) {
            if (lock != null) {
                Trees.delete(slot.scratch());
            }
        }
    }

    /** What a removal that was killed left. */
    private void deleteGone() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(root, "*" + GONE + "*")) {
            for (Path directory : left) {
                Trees.delete(directory);
            }
        } catch (NoSuchFileException nothing) {
            return;
        }
    }
}
