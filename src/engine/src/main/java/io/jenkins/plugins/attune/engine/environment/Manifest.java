package io.jenkins.plugins.attune.engine.environment;

import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Dependencies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a pack that say what it depends on, as they are now: the manifest, what it includes, and lock files.
 *
 * <p>Read on every run, since their content is what an environment is found by; they are a few kilobytes.
 *
 * @param name of the manifest, below the pack
 * @param files by path below the pack
 */
record Manifest(String name, SortedMap<String, byte[]> files) {
    /** More than any list of packages has; beyond it somebody named the wrong file. */
    private static final long MAX_BYTES = 8 << 20;

    /** How many files a manifest may include, each with its own. */
    private static final int MAX_FILES = 100;

    private static final Pattern INCLUDE =
            Pattern.compile("^\\s*(?:-r|-c|--requirement|--constraint)[\\s=]+(\\S+)", Pattern.MULTILINE);
    private static final Pattern NODE_DEPENDENCIES =
            Pattern.compile("\"(?:d|optionalD)ependencies\"\\s*:\\s*\\{\\s*\"");
    private static final List<String> NODE_LOCKS = List.of("npm-shrinkwrap.json", "package-lock.json");

    Manifest {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The manifest that the runtime looks for; empty where the pack has none. */
    static Optional<Manifest> read(Path pack, Dependencies dependencies) throws IOException {
        String name = dependencies.manifestFile();
        Path root = pack.normalize();
        SortedMap<String, byte[]> files = new TreeMap<>();
        Deque<String> wanted = new ArrayDeque<>(List.of(name));
        while (!wanted.isEmpty() && files.size() < MAX_FILES) {
            String next = wanted.pop();
            Path file = root.resolve(next).normalize();
            if (file.startsWith(root) && !files.containsKey(next) && Files.isRegularFile(file)) {
                byte[] content = content(file);
                files.put(next, content);
                includes(root, file, content).forEach(wanted::push);
            }
        }
        if (!files.containsKey(name)) {
            return Optional.empty();
        }
        for (String lock : locks(name)) {
            Path file = root.resolve(lock);
            if (Files.isRegularFile(file)) {
                files.put(lock, content(file));
            }
        }
        return Optional.of(new Manifest(name, files));
    }

    private static byte[] content(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new IOException(file + " has " + size + " bytes, more than a list of dependencies may have");
        }
        return Files.readAllBytes(file);
    }

    private static List<String> includes(Path root, Path file, byte[] content) {
        if (!file.getFileName().toString().endsWith(".txt")) {
            return List.of();
        }
        Matcher lines = INCLUDE.matcher(new String(content, StandardCharsets.UTF_8));
        return lines.results()
                .map(line -> line.group(1))
                .filter(path -> !path.contains("://"))
                .map(path -> file.resolveSibling(path).normalize())
                .filter(path -> path.startsWith(root))
                .map(path -> root.relativize(path).toString())
                .toList();
    }

    /** What locks a manifest's versions, by the habit of the tools: npm has names of its own, others append. */
    private static List<String> locks(String name) {
        return name.equals("package.json") ? NODE_LOCKS : List.of(name + ".lock", name + ".snapshot");
    }

    /** The manifest of a pack without one, to which an administrator adds. */
    static Manifest empty(Dependencies dependencies) {
        return new Manifest(
                dependencies.manifestFile(),
                new TreeMap<>(Map.of(
                        dependencies.manifestFile(),
                        (dependencies.manifestFile().endsWith(".json") ? "{}" : "").getBytes(StandardCharsets.UTF_8))));
    }

    /** Whether it names any package at all; comments do not. */
    boolean asksForSomething() {
        if (name.endsWith(".json")) {
            return NODE_DEPENDENCIES.matcher(text()).find();
        }
        return text().lines().map(String::strip).anyMatch(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    /** Whether npm can install exactly what was locked. */
    boolean isLocked() {
        return locks(name).stream().anyMatch(files::containsKey);
    }

    /** Whether every package must have one of the hashes written beside it. */
    boolean hasHashes() {
        return files.values().stream()
                .anyMatch(content -> new String(content, StandardCharsets.UTF_8).contains("--hash="));
    }

    private String text() {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }
}
