package io.jenkins.plugins.attune.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusedPacksTest {
    private static final Duration AGE = Duration.ofDays(30);

    @TempDir
    private Path root;

    private final Instant now = Instant.now();

    private static String hash(char digit) {
        return String.valueOf(digit).repeat(64);
    }

    private Path pack(char digit, Duration ago) throws IOException {
        Path pack = Files.createDirectories(
                root.resolve(hash(digit).substring(0, 12)).resolve("demo"));
        Files.writeString(pack.resolve("pack.yaml"), "ref: demo");
        Files.setLastModifiedTime(pack.getParent(), FileTime.from(now.minus(ago)));
        return pack;
    }

    @Test
    void whatNobodyAskedForAndIsInstalledNoMoreGoes() throws IOException {
        Path old = pack('a', AGE.plusDays(1));
        Path young = pack('b', AGE.minusDays(1));
        Path installed = pack('c', AGE.plusDays(400));

        assertThat(new UnusedPacks(root).remove(Set.of(hash('c')), AGE, now)).containsExactly("a".repeat(12));

        assertThat(old.getParent()).doesNotExist();
        assertThat(young).isDirectory();
        assertThat(installed).isDirectory();
        try (var left = Files.list(root)) {
            assertThat(left).hasSize(2);
        }
    }

    @Test
    void whatIsUsedStays() throws IOException {
        Path old = pack('a', AGE.plusDays(1));

        assertThat(new PackStore(root).use("demo", hash('a'))).contains(old);

        assertThat(new UnusedPacks(root).remove(Set.of(), AGE, now)).isEmpty();
        assertThat(old).isDirectory();
    }

    @Test
    void whatIsUsedInTheLastMomentStays() throws IOException {
        Path old = pack('a', Duration.ZERO);

        assertThat(PackStore.removeUnused(old.getParent(), now.minus(AGE))).isFalse();

        assertThat(old.resolve("pack.yaml")).hasContent("ref: demo");
    }

    @Test
    void whatElseLiesThereIsLeftAlone() throws IOException {
        Path other = Files.createDirectories(root.resolve("other"));
        Files.setLastModifiedTime(other, FileTime.from(now.minus(AGE.plusDays(1))));

        assertThat(new UnusedPacks(root).remove(Set.of(), AGE, now)).isEmpty();
        assertThat(new UnusedPacks(root.resolve("absent")).remove(Set.of(), AGE, now))
                .isEmpty();
        assertThat(other).isDirectory();
    }
}
