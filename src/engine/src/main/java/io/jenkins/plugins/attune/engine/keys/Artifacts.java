package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.keys.Answer.RefusedException;
import io.jenkins.plugins.attune.engine.keys.Artifact.Extra;
import io.jenkins.plugins.attune.engine.keys.Artifact.Facts;
import io.jenkins.plugins.attune.engine.keys.Artifact.Version;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one run leaves through the platform's API: names and versions in memory, files in the run's directory for such.
 *
 * <p>The lock guards the names; files are written outside of it.
 */
final class Artifacts {
    /** The most versions of all artifacts of a run together. */
    static final int MAX_VERSIONS = 1000;

    /** The largest file that is uploaded: 256 MiB. */
    private static final long MAX_FILE = 256L << 20;

    /** The most bytes that a run uploads: 1 GiB. */
    private static final long MAX_FILES = 1L << 30;

    /** The most bytes of JSON that a run leaves: 4 MiB. */
    private static final int MAX_JSON = 4 << 20;

    private static final Map<String, String> ENDINGS = Map.of(
            "text/plain", ".txt",
            "text/csv", ".csv",
            "text/html", ".html",
            "application/json", ".json",
            "application/x-ndjson", ".jsonl",
            "application/jsonl", ".jsonl",
            "application/zip", ".zip",
            "image/png", ".png");

    private final KeyOwner owner;
    private final Clock clock;
    private final Object lock = new Object();
    private final Map<Long, Artifact> artifacts = new TreeMap<>();
    private long last;
    private int versions;
    private int json;
    private long bytes;

    Artifacts(KeyOwner owner, Clock clock) {
        this.owner = owner;
        this.clock = clock;
    }

    List<Artifact> all() {
        synchronized (lock) {
            return new ArrayList<>(artifacts.values());
        }
    }

    @CheckForNull
    Artifact byReference(String reference) {
        return all().stream()
                .filter(artifact -> artifact.facts.reference().equals(reference))
                .findFirst()
                .orElse(null);
    }

    Artifact byId(String id) throws RefusedException {
        Artifact found = null;
        if (id.matches("[0-9]{1,18}")) {
            synchronized (lock) {
                found = artifacts.get(Long.valueOf(id));
            }
        }
        if (found == null) {
            throw new RefusedException(Answer.NOT_FOUND, "this run has left no artifact " + id);
        }
        return found;
    }

    Artifact add(Facts facts, @CheckForNull String contentType) throws RefusedException {
        synchronized (lock) {
            if (artifacts.size() >= MAX_VERSIONS) {
                throw new RefusedException(Answer.BAD_REQUEST, "a run leaves " + MAX_VERSIONS + " artifacts at most");
            }
            Artifact artifact = new Artifact(++last, facts, contentType, clock.instant());
            artifacts.put(artifact.id, artifact);
            return artifact;
        }
    }

    /** Sets the data of an artifact. */
    void data(Artifact artifact, byte[] data) throws RefusedException {
        synchronized (lock) {
            byte[] old = artifact.data;
            take(data.length - (old == null ? 0 : old.length));
            artifact.data = data.clone();
        }
    }

    /** Adds to data that is an array. */
    void append(Artifact artifact, byte[] entry) throws RefusedException {
        synchronized (lock) {
            byte[] old = artifact.data;
            JsonWriter all = new JsonWriter().open('[');
            boolean more = old != null && old.length > 2 && old[0] == '[';
            if (more) {
                all.raw(Arrays.copyOfRange(old, 1, old.length - 1));
            }
            data(artifact, all.raw(entry).close(']').finish());
        }
    }

    private void take(int size) throws RefusedException {
        if (json + size > MAX_JSON) {
            throw new RefusedException(Answer.TOO_LARGE, "a run leaves " + MAX_JSON + " bytes of JSON at most");
        }
        json += size;
    }

    /** A version that is JSON. */
    Version add(Artifact artifact, byte[] content, @CheckForNull byte[] meta) throws RefusedException {
        synchronized (lock) {
            take(content.length);
            return add(artifact, "application/json", false, new Extra(content, meta, clock.instant()));
        }
    }

    /** A version that is a file, which is still to be written. */
    Version allocate(Artifact artifact, @CheckForNull String type, @CheckForNull byte[] meta)
            throws IOException, RefusedException {
        Version version;
        synchronized (lock) {
            String known = type == null ? artifact.contentType : type;
            take(meta == null ? 0 : meta.length);
            version = add(artifact, known, true, new Extra(null, meta, clock.instant()));
        }
        Files.createDirectories(path(version).getParent());
        return version;
    }

    private Version add(Artifact artifact, @CheckForNull String type, boolean file, Extra extra)
            throws RefusedException {
        if (++versions > MAX_VERSIONS) {
            throw new RefusedException(Answer.BAD_REQUEST, "a run leaves " + MAX_VERSIONS + " versions at most");
        }
        int number = artifact.versions.size() + 1;
        String path = file ? directory(artifact) + "/v" + number + ending(type) : null;
        Version version = new Version(number, ++last, type, path, extra);
        artifact.versions.add(version);
        return version;
    }

    /** The same version with a type that was told later. */
    ArtifactCalls.Made retyped(ArtifactCalls.Made made, String type) {
        Version old = made.version();
        Version version = new Version(old.number(), old.id(), type, old.file(), old.extra());
        synchronized (lock) {
            made.artifact().versions.replaceAll(other -> other.equals(old) ? version : other);
        }
        return new ArtifactCalls.Made(made.artifact(), version);
    }

    /** A name that is one, whatever the reference holds; the number keeps two apart that look alike then. */
    private static String directory(Artifact artifact) {
        return artifact.facts.reference().replaceAll("[^A-Za-z0-9_-]", "_") + "-" + artifact.id;
    }

    private static String ending(@CheckForNull String type) {
        String plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return ENDINGS.getOrDefault(plain, ".bin");
    }

    /** Where a version's file is. */
    Path path(Version version) {
        return Path.of(owner.artifacts()).resolve(String.valueOf(version.file()));
    }

    /** For the bytes of a version; refuses those over the limits while they come. */
    OutputStream output(Version version) throws IOException {
        OutputStream file = Files.newOutputStream(path(version), StandardOpenOption.CREATE_NEW);
        return new BufferedOutputStream(bounded(file));
    }

    private OutputStream bounded(OutputStream file) {
        return new OutputStream() {
            private long written;

            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                written += length;
                synchronized (lock) {
                    bytes += length;
                    if (written > MAX_FILE || bytes > MAX_FILES) {
                        throw new TooLargeException();
                    }
                }
                file.write(source, offset, length);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    /** More was uploaded than may be. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super("a file has " + MAX_FILE + " bytes at most, and all of a run " + MAX_FILES);
        }
    }
}
