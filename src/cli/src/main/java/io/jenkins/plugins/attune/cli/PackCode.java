package io.jenkins.plugins.attune.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sources of a pack's actions, and which of them name which others.
 *
 * <p>A file counts as used where a statement that imports something names it, whatever else has that name: so too much
 * may be taken for used, and what is loaded by other means is not found.
 */
final class PackCode {
    private static final List<String> DIRECTORIES = List.of("actions", "lib");
    private static final Set<String> SOURCES = Set.of("py", "js", "mjs", "cjs", "ts", "sh");
    private static final long MAX_BYTES = 4 << 20;

    /** In Python and ECMAScript, in older JavaScript, and in shells. */
    private static final List<Pattern> IMPORTS = List.of(
            Pattern.compile("(?m)^[ \\t]*(?:from|import)\\b([^\\n(]*(?:\\([^)]*\\))?)"),
            Pattern.compile("\\brequire\\(\\s*['\"](\\.[^'\"]*)['\"]"),
            Pattern.compile("(?m)^[ \\t]*(?:\\.|source)[ \\t]+(\\S+)"));

    private static final Pattern NAME = Pattern.compile("[\\w-]+");

    /** Files that stand for the directory they are in. */
    private static final Set<String> FOR_DIRECTORY = Set.of("__init__", "index");

    /** What a file asks for and which names it imports. */
    private record Source(PlatformUse use, Set<String> names) {}

    private final Path pack;
    private final Map<Path, Source> sources = new TreeMap<>();

    private PackCode(Path pack) {
        this.pack = pack;
    }

    static PackCode of(String pack) throws IOException {
        PackCode code = new PackCode(Path.of(pack));
        for (String directory : DIRECTORIES) {
            Path root = code.pack.resolve(directory);
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(PackCode::isSource).toList()) {
                        code.sources.put(file, read(file));
                    }
                }
            }
        }
        return code;
    }

    private static boolean isSource(Path file) {
        String name = file.getFileName().toString();
        return SOURCES.contains(name.substring(name.lastIndexOf('.') + 1))
                && Files.isRegularFile(file)
                && file.toFile().length() <= MAX_BYTES;
    }

    private static Source read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Set<String> names = new HashSet<>();
        for (Pattern pattern : IMPORTS) {
            for (Matcher statement = pattern.matcher(text); statement.find(); ) {
                for (Matcher name = NAME.matcher(statement.group(1)); name.find(); ) {
                    names.add(name.group());
                }
            }
        }
        return new Source(PlatformUse.of(text), names);
    }

    /** Of all sources. */
    PlatformUse use() {
        return sources.values().stream().map(Source::use).reduce(PlatformUse.NONE, PlatformUse::and);
    }

    /** Of a program and of all it imports; {@code entryPoint} is a path below {@code actions/}. */
    PlatformUse use(String entryPoint) {
        PlatformUse use = PlatformUse.NONE;
        Set<Path> seen = new HashSet<>();
        Deque<Path> next = new ArrayDeque<>(
                List.of(pack.resolve(DIRECTORIES.get(0)).resolve(entryPoint).normalize()));
        while (!next.isEmpty()) {
            Path file = next.remove();
            Source source = sources.get(file);
            if (source != null && seen.add(file)) {
                use = use.and(source.use());
                sources.keySet().stream()
                        .filter(other -> source.names().contains(importedAs(other)))
                        .forEach(next::add);
            }
        }
        return use;
    }

    private static String importedAs(Path file) {
        String stem = file.getFileName().toString().replaceFirst("\\.\\w+$", "");
        return FOR_DIRECTORY.contains(stem) ? file.getParent().getFileName().toString() : stem;
    }
}
