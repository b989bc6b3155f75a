package io.jenkins.plugins.attune.engine.pack;

import io.jenkins.plugins.attune.engine.pack.PackSnapshot.Entry;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot.Entry.Kind;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot.Truncation;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot.Truncation.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One reading of a pack's directory, within bounds of number and size.
 *
 * <p>Links to directories inside the pack are followed, so that an entry point behind one is found, unless they lead
 * back to a directory that is being read. JDK only: runs on agents.
 */
final class SnapshotWalk {
    /** Most files, directories and links of a pack. */
    static final int MAX_ENTRIES = 50_000;

    /** Largest YAML file, in bytes. */
    static final int MAX_YAML_BYTES = 1024 * 1024;

    /** Largest dependency manifest, in bytes: lock files are written by programs. */
    static final int MAX_MANIFEST_BYTES = 8 * 1024 * 1024;

    /** All of them together, in bytes. */
    static final int MAX_METADATA_BYTES = 32 * 1024 * 1024;

    /** What a pack does not need in order to run, and may hold very many files. */
    private static final Set<String> SKIPPED = Set.of(".git", "node_modules", "__pycache__", ".venv");

    private static final Pattern YAML_FILES =
            Pattern.compile("pack\\.ya?ml|(?:actions|runtimes|policies)/[^/]+\\.ya?ml");
    private static final Set<String> DEPENDENCY_FILES = Set.of(
            "requirements.txt",
            "constraints.txt",
            "package.json",
            "package-lock.json",
            "npm-shrinkwrap.json",
            "Gemfile",
            "Gemfile.lock",
            "cpanfile",
            "go.mod",
            "go.sum",
            "renv.lock");

    private final Path root;
    private final Path realRoot;
    private final TreeMap<String, byte[]> metadata = new TreeMap<>();
    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private final List<Truncation> truncations = new ArrayList<>();
    private final Deque<Path> reading = new ArrayDeque<>();
    private long metadataBytes;

    SnapshotWalk(Path root) throws IOException {
        this.root = root;
        this.realRoot = root.toRealPath();
    }

    /** Whether a directory is none of a pack's own. */
    static boolean isSkipped(Path directory) {
        return SKIPPED.contains(String.valueOf(directory.getFileName()));
    }

    /** Whether a path below a pack is that of a YAML file the loader reads. */
    static boolean isYaml(String path) {
        return YAML_FILES.matcher(path).matches();
    }

    static boolean isDependencyFile(String path) {
        return DEPENDENCY_FILES.contains(path);
    }

    PackSnapshot read() throws IOException {
        directory(root, realRoot, "");
        return new PackSnapshot(root.toString(), metadata, entries, truncations);
    }

    private void directory(Path directory, Path real, String prefix) throws IOException {
        List<Path> children;
        try (Stream<Path> listed = Files.list(directory)) {
            children = listed.limit(MAX_ENTRIES + 1L).sorted().toList();
        } catch (AccessDeniedException e) {
            truncations.add(new Truncation(prefix, Reason.UNREADABLE));
            return;
        }
        reading.push(real);
        for (Path child : children) {
            String name = child.getFileName().toString();
            if (isSkipped(child)) {
                continue;
            }
            if (entries.size() >= MAX_ENTRIES) {
                truncateOnce(new Truncation("", Reason.TOO_MANY_FILES));
                break;
            }
            entry(child, prefix + name);
        }
        reading.pop();
    }

    private void entry(Path path, String name) throws IOException {
        Path real;
        BasicFileAttributes attributes;
        try {
            real = path.toRealPath();
            attributes = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            // A link to nowhere, or in a circle: which of the two, each operating system says in words of its own.
            if (!Files.isSymbolicLink(path)) {
                throw e;
            }
            entries.put(name, new Entry(Kind.LINK_BROKEN, 0, false));
            return;
        }
        Kind kind = kind(path, real, attributes);
        entries.put(
                name, new Entry(kind, attributes.isRegularFile() ? attributes.size() : 0, isProgram(real, attributes)));
        boolean inside = kind != Kind.LINK_OUTSIDE;
        if (attributes.isDirectory() && inside && !reading.contains(real)) {
            directory(path, real, name + "/");
        } else if (attributes.isRegularFile() && inside && (isYaml(name) || isDependencyFile(name))) {
            metadata(real, name);
        }
    }

    private Kind kind(Path path, Path real, BasicFileAttributes attributes) {
        if (Files.isSymbolicLink(path)) {
            return real.startsWith(realRoot) ? Kind.LINK_INSIDE : Kind.LINK_OUTSIDE;
        }
        return attributes.isDirectory() ? Kind.DIRECTORY : attributes.isRegularFile() ? Kind.FILE : Kind.OTHER;
    }

    private static boolean isProgram(Path real, BasicFileAttributes attributes) {
        return attributes.isRegularFile() && Files.isExecutable(real);
    }

    private void metadata(Path real, String name) throws IOException {
        int limit = isYaml(name) ? MAX_YAML_BYTES : MAX_MANIFEST_BYTES;
        byte[] content;
        try (InputStream in = Files.newInputStream(real)) {
            content = in.readNBytes(limit + 1);
        } catch (AccessDeniedException e) {
            truncations.add(new Truncation(name, Reason.UNREADABLE));
            return;
        }
        if (content.length > limit) {
            truncations.add(new Truncation(name, Reason.FILE_TOO_LARGE));
        } else if (metadataBytes + content.length > MAX_METADATA_BYTES) {
            truncateOnce(new Truncation("", Reason.METADATA_TOO_LARGE));
        } else {
            metadataBytes += content.length;
            metadata.put(name, content);
        }
    }

    private void truncateOnce(Truncation truncation) {
        if (!truncations.contains(truncation)) {
            truncations.add(truncation);
        }
    }
}
