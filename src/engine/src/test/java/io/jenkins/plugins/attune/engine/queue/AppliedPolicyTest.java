package io.jenkins.plugins.attune.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.queue.PolicySource.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppliedPolicyTest {
    private static AppliedPolicy limit(Kind kind, int limit) {
        return AppliedPolicy.of(Policy.limit(limit), new PolicySource(kind, kind.name()));
    }

    @ParameterizedTest
    @CsvSource({
        "ADMINISTRATOR, 5, STEP, 2, 2 (STEP)",
        "ADMINISTRATOR, 1, STEP, 2, 1 (ADMINISTRATOR)",
        "ACTION, 2, PACK, 2, 2 (PACK)",
        "DEFAULT, 1, STEP, 4, 4 (STEP)",
        "DEFAULT, 1, DEFAULT, 4, 1 (DEFAULT)"
    })
    void theStricterAppliesAndOfTwoEqualOnesThatOfTheStrongerSource(
            Kind one, int limit, Kind other, int otherLimit, String applied) {
        assertThat(limit(one, limit).and(limit(other, otherLimit)).limit()).hasToString(applied);
        assertThat(limit(other, otherLimit).and(limit(one, limit)).limit()).hasToString(applied);
    }

    @Test
    void eachValueIsTakenFromWhereItIsStrictest() {
        Policy one = new Policy(null, 5, new Rate(10, 60), Rate.perMinute(3), new Breaker(3, 60));
        Policy other = new Policy(4, 9, new Rate(100, 3_600), null, new Breaker(3, 600));

        AppliedPolicy both = AppliedPolicy.of(one, new PolicySource(Kind.PACK, "one"))
                .and(other, new PolicySource(Kind.STEP, "other"));

        assertThat(both.limit()).hasToString("4 (other)");
        assertThat(both.maxWaiting()).hasToString("5 (one)");
        assertThat(both.rate()).hasToString("100 runs per 3600 s (other)");
        assertThat(both.personRate()).hasToString("3 runs per minute (one)");
        assertThat(both.breaker()).hasToString("open for 600 s after 3 failures in a row (other)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Policy.MAX_LIMIT + 1})
    void aLimitIsBounded(int limit) {
        assertThatThrownBy(() -> Policy.limit(limit)).isInstanceOf(IllegalArgumentException.class);
    }
}
