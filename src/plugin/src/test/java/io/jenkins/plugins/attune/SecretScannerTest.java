package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import groovy.json.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves the scanner by secrets planted for it; the leak tests are worth what this is worth. */
class SecretScannerTest {
    private final String canary = "planted-" + UUID.randomUUID();
    private final SecretScanner scanner = new SecretScanner(canary);

    @TempDir
    private Path directory;

    @Test
    void findsASecretInTheEnvironmentOfAProcess() throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "60");
        builder.environment().put("PLANTED", canary);
        Process process = builder.start();
        try {
            assertThat(scanner.processes())
                    .contains(Path.of("/proc/" + process.pid() + "/environ"))
                    .doesNotContain(Path.of("/proc/" + process.pid() + "/cmdline"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void findsASecretAmongTheArgumentsOfAProcess() throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "sleep 60; :", canary).start();
        try {
            assertThat(scanner.processes()).contains(Path.of("/proc/" + process.pid() + "/cmdline"));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void findsASecretInFilesPlainEncodedAndPacked() throws IOException {
        Path plain = Files.writeString(directory.resolve("plain"), "\0\1 x" + canary);
        Path encoded = Files.writeString(
                directory.resolve("encoded"),
                Base64.getEncoder().encodeToString(canary.getBytes(StandardCharsets.UTF_8)));
        Path packed = Files.createDirectory(directory.resolve("below")).resolve("packed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(canary.getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(directory.resolve("clean"), canary.substring(1));

        assertThat(scanner.files(directory)).containsExactlyInAnyOrder(plain, encoded, packed);
    }

    @Test
    void findsASecretInWhateverWayItIsWritten() {
        Canaries canaries = Canaries.random();
        SecretScanner both = canaries.scanner();
        for (String secret : List.of(canaries.tricky(), canaries.large())) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            String json = JsonOutput.toJson(secret);
            String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            List<String> ways = new ArrayList<>(List.of(
                    secret,
                    json,
                    new TextNode(secret).toString(),
                    url,
                    url.replace("+", "%20"),
                    Base64.getUrlEncoder().encodeToString(bytes)));
            for (String before : List.of("", "a", "ab", "abc")) {
                ways.add(Base64.getEncoder().encodeToString((before + secret + "z").getBytes(StandardCharsets.UTF_8)));
            }
            assertThat(ways).allMatch(way -> both.holds("x" + way + "y"));
        }
        assertThat(both.holds(canaries.tricky().lines().findFirst().orElseThrow()))
                .isTrue();
        assertThat(both.holds(canaries.large().substring(canaries.large().length() / 2)))
                .isTrue();
        assertThat(both.holds(Canaries.random().tricky())).isFalse();
    }

    @Test
    void looksAtWhatWasWrittenSinceThen() throws IOException {
        Path file = Files.writeString(directory.resolve("old"), canary);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        assertThat(scanner.files(directory, Instant.EPOCH.plusSeconds(1))).isEmpty();
        assertThat(scanner.searched()).isZero();
        Files.writeString(file, canary);
        assertThat(scanner.files(directory, Instant.EPOCH.plusSeconds(1))).containsExactly(file);
        assertThat(scanner.searched()).isEqualTo(1);
    }

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        assertThat(scanner.files(directory)).isEmpty();
        assertThat(scanner.processes()).isEmpty();
    }
}
