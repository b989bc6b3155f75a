package io.jenkins.plugins.attune.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.error.SourceUnavailableException;
import io.jenkins.plugins.attune.engine.error.UnknownPackException;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackSourcesTest {
    @TempDir
    private Path directory;

    private PackSource packs(String place, String version) throws Exception {
        Path pack = Files.createDirectories(directory.resolve(place).resolve("demo"));
        Files.writeString(pack.resolve("pack.yaml"), "ref: demo\nlabel: Demo\nversion: " + version + "\n");
        return new DirectorySource(directory.resolve(place), new PackLoader(List.of()));
    }

    @Test
    void theFirstSourceThatHasThePackCountsWhateverItsVersion() throws Exception {
        PackSources sources = new PackSources(List.of(packs("first", "1.0.0"), packs("second", "2.0.0")));

        assertThat(sources.require(PackSpec.parse("demo")).version()).isEqualTo("1.0.0");
        assertThatThrownBy(() -> sources.require(PackSpec.parse("demo@2.0.0")))
                .isInstanceOf(UnknownPackException.class)
                .hasMessage("the pack 'demo' is offered in version 1.0.0, and 2.0.0 was asked for");
    }

    @Test
    void aSourceThatCannotBeReadIsNotPassedOver() throws Exception {
        PackSource missing = new DirectorySource(directory.resolve("missing"), new PackLoader(List.of()));
        PackSources sources = new PackSources(List.of(missing, packs("second", "2.0.0")));

        assertThatThrownBy(() -> sources.find("demo")).isInstanceOf(SourceUnavailableException.class);
    }

    @Test
    void aSourceBeforeItHidesOneThatCannotBeRead() throws Exception {
        PackSource missing = new DirectorySource(directory.resolve("missing"), new PackLoader(List.of()));
        PackSources sources = new PackSources(List.of(packs("first", "1.0.0"), missing));

        assertThat(sources.find("demo")).isPresent();
    }

    @Test
    void thePackOfARepositoryIsKnownByTheNameThatItWasGiven() throws Exception {
        PackOrigin origin = new PackOrigin.Git("https://example.org/demo.git", "main", null);
        PackSources sources = new PackSources(List.of(PackSource.of("demo", origin)));

        assertThat(sources.require(PackSpec.parse("demo@1.0.0")).origins()).containsExactly(origin);
        assertThatThrownBy(() -> sources.require(PackSpec.parse("other"))).hasMessage("no source has a pack 'other'");
    }
}
