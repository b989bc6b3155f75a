package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RunIdTest {
    private static final long NOW = 1_790_000_000_000L;
    private static final int MANY = 100_000;

    @Test
    void idsAreNumbersOfSixteenDigitsThatEveryClientHasInFull() {
        assertThat(LongStream.range(0, MANY).mapToObj(nanos -> RunId.of(NOW, 7, nanos)))
                .allSatisfy(id -> {
                    assertThat(id).matches("[1-9][0-9]{15}");
                    assertThat(Long.parseLong(id)).isLessThan(1L << 53);
                });
        assertThat(RunId.next()).hasSize(16);
    }

    @Test
    void whatDiffersInTimeOrProcessHasAnotherId() {
        assertThat(LongStream.range(0, MANY).mapToObj(nanos -> RunId.of(NOW, 7, nanos)))
                .doesNotHaveDuplicates();
        assertThat(LongStream.range(0, MANY).mapToObj(process -> RunId.of(NOW, process, 0)))
                .doesNotHaveDuplicates();
        assertThat(LongStream.range(0, MANY).mapToObj(millis -> RunId.of(NOW + millis, 7, 0)))
                .doesNotHaveDuplicates();
    }
}
