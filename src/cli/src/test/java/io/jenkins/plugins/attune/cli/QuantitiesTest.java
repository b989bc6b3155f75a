package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "5m, PT5M",
        "1h30m, PT1H30M",
        "500ms, PT0.5S",
        "90, PT1M30S",
        "1d, PT24H",
        "1m1ms, PT1M0.001S"
    })
    void readsDurations(String text, Duration expected) {
        assertThat(Quantities.duration(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3x", "-1s", "1.5h", "s", "30 s", "1s1h", "99999999999s"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> Quantities.duration(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("no duration");
    }

    @ParameterizedTest
    @CsvSource({
        "10MiB, 10485760",
        "64KiB, 65536",
        "1GiB, 1073741824",
        "10MB, 10000000",
        "77, 77",
        "2k, 2048",
        "999999999999999GiB, 9223372036854775807"
    })
    void readsSizes(String text, long expected) {
        assertThat(Quantities.size(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "10 apples", "-1", "1.5MiB"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> Quantities.size(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("no size");
    }

    @ParameterizedTest
    @CsvSource({"10485760, 10 MiB", "65537, 65537 bytes", "4096, 4 KiB", "2199023255552, 2048 GiB"})
    void showsSizesInTheLargestWholeUnit(long bytes, String expected) {
        assertThat(Quantities.shown(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"PT1H30M, 1h 30m", "PT0.5S, 0.5s", "PT2M, 2m"})
    void showsDurationsAsPeopleWriteThem(Duration duration, String expected) {
        assertThat(Quantities.shown(duration)).isEqualTo(expected);
    }
}
