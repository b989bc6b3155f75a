package io.jenkins.plugins.attune.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestNamesTest {
    @ParameterizedTest
    @CsvSource({"echo,echo,0", "ehco,echo,1", "echo,ECHO,0", "eco,echo,1", "kitten,sitting,3", "'',abc,3"})
    void countsSlipsOfThePen(String left, String right, int distance) {
        assertThat(NearestNames.distance(left, right)).isEqualTo(distance);
    }

    @Test
    void offersTheNearestFirstAndNothingFarAway() {
        assertThat(NearestNames.to("core.ehco", List.of("core.sleep", "core.echo", "core.echos", "other.thing")))
                .containsExactly("core.echo", "core.echos");
    }

    @Test
    void offersFiveAtMost() {
        List<String> names = IntStream.range(0, 9).mapToObj(i -> "name" + i).toList();

        assertThat(NearestNames.to("name", names)).hasSize(5);
    }
}
