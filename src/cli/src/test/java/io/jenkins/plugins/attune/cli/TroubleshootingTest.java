package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever looks a message up must find the words that they have seen. */
class TroubleshootingTest {
    private static final Pattern MESSAGE = Pattern.compile("(?m)^### `(.+)`$");
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

    /** Everything that messages are made of. */
    private static String sources;

    @BeforeAll
    static void readSources() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> modules = Files.list(Documents.root().resolve("src"))) {
            // What builds leave beside it may change meanwhile.
            for (Path main : modules.map(module -> module.resolve("src/main"))
                    .filter(Files::isDirectory)
                    .toList()) {
                all.append(messages(main));
            }
        }
        sources = all.toString();
    }

    private static String messages(Path main) throws IOException {
        try (Stream<Path> files = Files.walk(main)) {
            return files.filter(TroubleshootingTest::holdsMessages)
                    .map(TroubleshootingTest::read)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static boolean holdsMessages(Path file) {
        String path = file.toString();
        return path.endsWith(".java") || path.endsWith(".properties");
    }

    private static String read(Path file) {
        try {
            String text = Files.readString(file);
            return file.toString().endsWith(".properties")
                    ? text.replace("''", "'")
                    : JOINED.matcher(text).replaceAll("");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<String> messages() throws IOException {
        return Documents.matches(Documents.root().resolve("docs/troubleshooting.md"), MESSAGE);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageIsOneOfOurs(String message) {
        for (String part : message.split("…")) {
            assertThat(sources).as("'%s' of '%s'", part, message).contains(part);
        }
    }

    @Test
    void thereAreMessagesToLookUp() throws IOException {
        assertThat(messages()).hasSizeGreaterThan(20);
    }
}
