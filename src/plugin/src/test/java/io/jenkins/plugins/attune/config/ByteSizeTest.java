package io.jenkins.plugins.attune.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"4096,4096", "64KiB,65536", "' 10 mib ',10485760", "2GiB,2147483648", "5kb,5000", "1B,1"})
    void readsSizesAsPeopleWriteThem(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ten", "-1", "1.5MiB", "1TiB", "MiB"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no size");
    }

    @Test
    void refusesMoreThanCanBeCounted() {
        assertThatThrownBy(() -> ByteSize.parse("999999999999GiB")).isInstanceOf(ArithmeticException.class);
    }
}
