package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.environment.EnvironmentStatus.State;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What environments a machine has; reads files only, and changes nothing. */
public final class Inventory {
    private final Path root;
    private final Clock clock;

    public Inventory(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    /** All of them, the last used first. */
    public List<EnvironmentStatus> list() throws IOException {
        List<EnvironmentStatus> found = new ArrayList<>();
        for (String id : ids(root)) {
            EnvironmentStatus status = status(new Slot(root, id));
            if (status != null) {
                found.add(status);
            }
        }
        found.sort(Comparator.comparingLong(
                        (EnvironmentStatus status) -> status.usage().lastUsed())
                .reversed());
        return found;
    }

    /**
     * The environments that are not what they were when they were built, with what is wrong in {@code problem}.
     *
     * <p>Walks through every file; compiled files don't count.
     */
    public List<EnvironmentStatus> verify() throws IOException {
        List<EnvironmentStatus> broken = new ArrayList<>();
        for (EnvironmentStatus status : list()) {
            String problem = status.state() == State.READY ? problem(new Slot(root, status.id())) : "";
            if (!problem.isEmpty()) {
                broken.add(new EnvironmentStatus(
                        status.id(),
                        status.state(),
                        status.origin(),
                        status.usage(),
                        new EnvironmentStatus.Details(problem, status.details().log())));
            }
        }
        return broken;
    }

    /** The names of all environments there ever were a trace of. */
    static SortedSet<String> ids(Path root) throws IOException {
        SortedSet<String> ids = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                int dot = name.indexOf('.');
                String id = dot < 0 ? name : name.substring(0, dot);
                if (Slot.isId(id)) {
                    ids.add(id);
                }
            }
        } catch (NoSuchFileException none) {
            return ids;
        }
        return ids;
    }

    /** An interpreter that an environment of this pack was built with, and that is gone. */
    static Optional<String> vanishedInterpreter(Path root, String pack) throws IOException {
        for (String id : ids(root)) {
            Optional<String> gone = ReadyMarker.read(new Slot(root, id).marker())
                    .filter(marker -> marker.pack().equals(pack)
                            && !marker.interpreter().isEmpty()
                            && !Files.isExecutable(Path.of(marker.interpreter())))
                    .map(ReadyMarker::interpreter);
            if (gone.isPresent()) {
                return gone;
            }
        }
        return Optional.empty();
    }

    @CheckForNull
    EnvironmentStatus status(Slot slot) throws IOException {
        Optional<ReadyMarker> marker = ReadyMarker.read(slot.marker());
        if (marker.isPresent()) {
            return ready(slot, marker.get());
        }
        Map<String, String> note = StateFile.read(slot.building());
        if (!note.isEmpty() && isLocked(slot)) {
            return of(slot, State.BUILDING, note, "");
        }
        Optional<FailureRecord> failure = FailureRecord.read(slot.failed());
        if (failure.isPresent()) {
            return failed(slot, failure.get());
        }
        return Files.isDirectory(slot.directory()) ? of(slot, State.INCOMPLETE, note, "its builder was killed") : null;
    }

    private EnvironmentStatus ready(Slot slot, ReadyMarker marker) throws IOException {
        ReadyMarker.Built built = marker.built();
        return new EnvironmentStatus(
                slot.id(),
                State.READY,
                new EnvironmentStatus.Origin(marker.pack(), marker.runtime(), marker.interpreter()),
                new EnvironmentStatus.Usage(
                        built.footprint().allBytes(),
                        built.at(),
                        built.millis(),
                        Files.getLastModifiedTime(slot.marker()).toMillis(),
                        new Uses(slot).count(clock.instant())),
                new EnvironmentStatus.Details("", log(slot)));
    }

    private static EnvironmentStatus of(Slot slot, State state, Map<String, String> note, String problem) {
        long at = StateFile.number(note, "at");
        return new EnvironmentStatus(
                slot.id(),
                state,
                new EnvironmentStatus.Origin(note.getOrDefault("pack", ""), note.getOrDefault("runtime", ""), ""),
                new EnvironmentStatus.Usage(0, 0, 0, at, 0),
                new EnvironmentStatus.Details(problem, log(slot)));
    }

    private static EnvironmentStatus failed(Slot slot, FailureRecord failure) {
        Map<String, String> origin = Map.of(
                "pack", failure.wanted().pack(),
                "runtime", failure.wanted().runtime(),
                "at", Long.toString(failure.at()));
        String remedy = failure.remedy().isEmpty() ? "" : "\n" + failure.remedy();
        return of(slot, State.FAILED, origin, failure.message() + remedy);
    }

    private static String log(Slot slot) {
        return Files.exists(slot.log()) ? slot.log().toString() : "";
    }

    private static boolean isLocked(Slot slot) throws IOException {
        try (KeyLock lock = KeyLock.tryAcquire(slot.lock())) {
            return lock == null;
        }
    }

    private static String problem(Slot slot) throws IOException {
        ReadyMarker marker = ReadyMarker.read(slot.marker()).orElseThrow();
        if (!marker.interpreter().isEmpty() && !Files.isExecutable(Path.of(marker.interpreter()))) {
            return "the interpreter it was built with is gone: " + marker.interpreter();
        }
        Footprint built = marker.built().footprint();
        Footprint now = Footprint.of(slot);
        if (now.files() != built.files()) {
            return "it has " + now.files() + " files, and had " + built.files() + " when it was built";
        }
        return now.bytes() == built.bytes()
                ? ""
                : "its files have " + now.bytes() + " bytes, and had " + built.bytes() + " when it was built";
    }
}
