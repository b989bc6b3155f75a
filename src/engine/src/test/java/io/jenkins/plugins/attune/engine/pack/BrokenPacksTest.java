package io.jenkins.plugins.attune.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every broken pack has one defect, and {@code expected.txt} says where it is and what it is called. */
final class BrokenPacksTest {
    private static final int PACKS = 25;

    static Stream<Path> packs() throws IOException {
        return Files.list(Fixtures.directory("broken-packs")).sorted();
    }

    @ParameterizedTest
    @MethodSource("packs")
    void reportsTheDefectAtItsPlaceAndNothingElse(Path pack) throws IOException {
        String expected = Files.readString(pack.resolve("expected.txt")).strip();

        LoadedPack loaded = Fixtures.load(pack);

        assertThat(Fixtures.shown(loaded.problems())).containsExactly(expected);
        assertThat(loaded.hasErrors()).isTrue();
    }

    @Test
    void noneIsMissing() throws IOException {
        assertThat(PackSnapshot.below(Fixtures.directory("broken-packs"))).hasSize(PACKS);
    }
}
