package io.jenkins.plugins.attune.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the sources of a pack's actions ask the platform for, as far as a search of the text finds it.
 *
 * <p>A search promises nothing; it says where to look when an action of the pack fails.
 */
final class PlatformUse {
    /** What the key bridge offers, by the names that clients have for parts of the API. */
    private static final Set<String> OFFERED = Set.of("secrets", "keys", "artifacts");

    private static final Pattern CLIENT = Pattern.compile("attune\\.api_client\\.api(?:\\.|\\s+import\\s+)(\\w+)");
    private static final Pattern PATH =
            Pattern.compile("/api/v1/(events|executions/execute|packs|rules|triggers|workflows|inquiries|queues)\\b");

    /** Files that mention this talk to the platform themselves. */
    private static final Pattern DIRECT = Pattern.compile("ATTUNE_API_URL|_attune_");

    /** Calls that only some releases of attune-sdk (0.1.0 to 0.5.4 were looked at) take. */
    private static final Map<Pattern, String> RELEASES = Map.of(
            Pattern.compile("get_key\\.\\w+\\([^)]*\\bkey_ref\\s*="),
            "calls get_key(key_ref=…), which no release of attune-sdk up to 0.5.4 takes",
            Pattern.compile("get_key\\.\\w+\\([^)]*\\bdecrypt\\s*="),
            "calls get_key(decrypt=…), which of attune-sdk only 0.3.0 takes",
            Pattern.compile("CreateKeyRequest\\([^)]*?\\bref\\s*="),
            "writes keys by ref=…, which attune-sdk takes up to 0.3.0");

    private static final Set<String> SOURCES = Set.of("py", "js", "mjs", "cjs", "ts", "sh");
    private static final long MAX_BYTES = 4 << 20;

    private PlatformUse() {}

    /** One sentence for each thing that may stand in the way. */
    static Collection<String> of(String pack) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String directory : List.of("actions", "lib")) {
            Path root = Path.of(pack).resolve(directory);
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(PlatformUse::isSource).toList()) {
                        search(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), found);
                    }
                }
            }
        }
        return found;
    }

    private static boolean isSource(Path file) {
        String name = file.getFileName().toString();
        return SOURCES.contains(name.substring(name.lastIndexOf('.') + 1))
                && Files.isRegularFile(file)
                && file.toFile().length() <= MAX_BYTES;
    }

    private static void search(String source, Set<String> found) {
        for (Matcher client = CLIENT.matcher(source); client.find(); ) {
            if (!OFFERED.contains(client.group(1))) {
                found.add("asks the platform for " + client.group(1));
            }
        }
        if (DIRECT.matcher(source).find()) {
            for (Matcher path = PATH.matcher(source); path.find(); ) {
                found.add("asks the platform for " + path.group(1));
            }
        }
        RELEASES.forEach((call, remark) -> {
            if (call.matcher(source).find()) {
                found.add(remark);
            }
        });
    }
}
