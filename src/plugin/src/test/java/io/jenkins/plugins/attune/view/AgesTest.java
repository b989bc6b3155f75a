package io.jenkins.plugins.attune.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgesTest {
    @ParameterizedTest
    @CsvSource({
        "-5, 0 s",
        "0, 0 s",
        "999, 0 s",
        "1000, 1 s",
        "60000, 1 min",
        "61000, 1 min 1 s",
        "3600000, 1 h",
        "3661000, 1 h 1 min",
        "86400000, 1 d",
        "97200000, 1 d 3 h"
    })
    void aLengthOfTimeHasTwoUnitsAtMost(long millis, String text) {
        assertThat(Ages.of(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "49, 0 s", "50, 0.1 s", "1250, 1.3 s", "10000, 10 s", "61000, 1 min 1 s"})
    void whatWasMeasuredIsFinerBelowTenSeconds(long millis, String text) {
        assertThat(Ages.measured(millis)).isEqualTo(text);
    }
}
