package io.jenkins.plugins.attune.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunIdsTest {
    private static final int MANY = 10_000;

    /** Clients in JavaScript read it as a number with 53 bits. */
    @Test
    void idsAreNumbersOfSixteenDigitsThatEveryClientHasInFull() {
        assertThat(Stream.generate(RunIds::next).limit(MANY))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> {
                    assertThat(id).matches("[1-9][0-9]{15}");
                    assertThat(Long.toString((long) Double.parseDouble(id))).isEqualTo(id);
                    assertThat(Long.parseLong(id)).isLessThan(1L << 53);
                });
    }
}
