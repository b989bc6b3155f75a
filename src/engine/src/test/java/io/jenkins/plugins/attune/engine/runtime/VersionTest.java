package io.jenkins.plugins.attune.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionTest {
    @Test
    void sortsNumbersByValueAndPreReleasesBeforeTheirRelease() {
        List<String> ascending = List.of(
                "2.7.18", "3.9.1", "3.13.0a1", "3.13.0b2", "3.13.0rc2", "3.13.0rc10", "3.13.0", "3.13.1", "10.0");
        List<Version> shuffled =
                new ArrayList<>(ascending.stream().map(Version::parse).toList());
        Collections.reverse(shuffled);

        assertThat(shuffled.stream().sorted().toList())
                .isEqualTo(ascending.stream().map(Version::parse).toList());
    }

    @Test
    void missingPartsCountAsZero() {
        assertThat(Version.parse("3.12")).isEqualByComparingTo(Version.parse("3.12.0"));
    }

    @Test
    void readsWhatInterpretersPrint() {
        assertThat(Version.parse("v20.11.0").parts()).containsExactly(20, 11, 0);
        assertThat(Version.parse("3.13.0rc2")).hasToString("3.13.0-rc2");
        assertThat(Version.parse("3.12.1+build.5").suffix()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "three", "3.", ".3", "-1", "3 1", "99999999999"})
    void refusesWhatIsNoVersion(String text) {
        assertThatThrownBy(() -> Version.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesNegativeParts() {
        assertThatThrownBy(() -> new Version(Arrays.asList(1, -1), "")).isInstanceOf(IllegalArgumentException.class);
    }
}
