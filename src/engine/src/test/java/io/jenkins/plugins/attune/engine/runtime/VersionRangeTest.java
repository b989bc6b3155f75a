package io.jenkins.plugins.attune.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                ">=3.10        | 3.10.0  3.10.4 3.12 4.0        | 3.9.18 2.7 3.10.0rc1",
                ">3.10         | 3.11.0 4.0                     | 3.10.0 3.10.9 3.9",
                "<=3.11        | 3.11.9 3.10 2.7                | 3.12.0",
                "<4.0          | 3.99.1 2.7                     | 4.0.0 4.0.0-rc1 4.1",
                "=3.11         | 3.11.0 3.11.7                  | 3.12.0 3.1.1",
                "==3.11.2      | 3.11.2                         | 3.11.3",
                "!=3.11        | 3.12.0 3.10.1                  | 3.11.0 3.11.5",
                ">=3.11,<4.0   | 3.11.0 3.13.1                  | 3.10.9 4.0.0",
                ">=3.11, <4.0  | 3.11.0 3.13.1                  | 3.10.9 4.0.0",
                ">= 3.11 < 4   | 3.11.0 3.13.1                  | 3.10.9 4.0.0",
                "^20           | v20.11.0 20.0.0                | 21.0.0 19.9.9",
                "^0.2.3        | 0.2.3 0.2.9                    | 0.3.0 0.2.2",
                "^0.0.3        | 0.0.3                          | 0.0.4",
                "~3.11         | 3.11.0 3.11.9                  | 3.12.0 3.10.9",
                "~3.11.4       | 3.11.4 3.11.9                  | 3.11.3 3.12.0",
                "~3            | 3.0.0 3.13.2                   | 4.0.0 2.9.9",
                "~=3.11        | 3.11.0 3.12.0 3.99             | 3.10.0 4.0.0",
                "~=3.11.2      | 3.11.2 3.11.9                  | 3.12.0 3.11.1",
                "3.11          | 3.11.0 3.11.9                  | 3.12.0 3.110.0 3.1.1",
                "20            | 20.0.0 20.11.1                 | 2.0.0 21.0.0",
                "3.*           | 3.0.1 3.13.0                   | 2.7.18 4.0.0",
                "3.x           | 3.0.1 3.13.0                   | 2.7.18 4.0.0",
                "!=3.*         | 2.7.18 4.0.0                   | 3.0.1",
                "*             | 0.0.1 99.9.9 1.0.0-alpha       | -",
                "''            | 0.0.1 99.9.9                   | -",
            })
    void admitsWhatTheAuthorMeans(String range, String admitted, String refused) {
        VersionRange parsed = VersionRange.parse(range);

        assertThat(admitted.split("\\s+")).allMatch(version -> parsed.admits(Version.parse(version)));
        if (refused != null) {
            assertThat(refused.split("\\s+")).noneMatch(version -> parsed.admits(Version.parse(version)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {">=three", ">", ">=3.10,", ">=3.10,,<4", ",3", "=>3.10", "3.10 ||", "~=3", ">=3.*", "!=*", "3..1"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> VersionRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesThePartAtFault() {
        assertThatThrownBy(() -> VersionRange.parse(">=3.10,<four")).hasMessageContaining("four");
    }

    @Test
    void isShownAsWritten() {
        assertThat(VersionRange.parse(" >=3.11,<4.0 ")).hasToString(">=3.11,<4.0");
        assertThat(VersionRange.any()).isEqualTo(VersionRange.parse(""));
    }

    @Test
    void refusesARangeLongerThanAnyoneWrites() {
        assertThatThrownBy(() -> VersionRange.parse("3,".repeat(200) + "3")).hasMessageContaining("255");
    }
}
