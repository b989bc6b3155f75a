package io.jenkins.plugins.attune.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.execution.RunLimits;
import io.jenkins.plugins.attune.engine.run.LimitPolicy.Bound;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitPolicyTest {
    private static final LimitPolicy POLICY =
            new LimitPolicy(new Bound(60, 600), new Bound(8192, 16384), new Bound(2048, 4096), new Bound(10, 100));

    @Test
    void whoAsksForNothingGetsTheDefaults() throws InvalidParametersException {
        RunLimits limits = POLICY.grant(AskedLimits.none(), null);

        assertThat(limits).isEqualTo(new RunLimits(Duration.ofSeconds(60), RunLimits.DEFAULT_GRACE, 8192, 10));
        assertThat(POLICY.grantConsole(AskedLimits.none())).isEqualTo(2048);
    }

    @Test
    void theMostThereIsMayBeAskedFor() throws InvalidParametersException {
        AskedLimits asked = new AskedLimits(Duration.ofSeconds(600), 16384L, 4096L, 100L);

        assertThat(POLICY.grant(asked, null))
                .isEqualTo(new RunLimits(Duration.ofSeconds(600), RunLimits.DEFAULT_GRACE, 16384, 100));
        assertThat(POLICY.grantConsole(asked)).isEqualTo(4096);
    }

    @ParameterizedTest
    @CsvSource({
        "601, , , , the time limit of 601 seconds is above the maximum of 600",
        ", 16385, , , the log limit of 16385 bytes is above the maximum of 16384",
        ", , 4097, , the console limit of 4097 bytes is above the maximum of 4096",
        ", , , 101, the result limit of 101 bytes is above the maximum of 100",
    })
    void whoAsksForMoreIsToldWhatThereIs(Long seconds, Long stream, Long console, Long result, String message) {
        AskedLimits asked =
                new AskedLimits(seconds == null ? null : Duration.ofSeconds(seconds), stream, console, result);

        assertThatThrownBy(() -> {
                    POLICY.grant(asked, null);
                    POLICY.grantConsole(asked);
                })
                .isInstanceOf(InvalidParametersException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aPacksTimeLimitIsTakenUpToTheMaximum() throws InvalidParametersException {
        assertThat(POLICY.grant(AskedLimits.none(), Duration.ofSeconds(90)).timeout())
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(POLICY.grant(AskedLimits.none(), Duration.ofDays(1)).timeout())
                .isEqualTo(Duration.ofSeconds(600));
        assertThat(POLICY.shortens(Duration.ofSeconds(601))).isTrue();
        assertThat(POLICY.shortens(Duration.ofSeconds(600))).isFalse();
    }

    @Test
    void theCallersTimeLimitComesBeforeThePacks() throws InvalidParametersException {
        AskedLimits asked = AskedLimits.none().withTimeout(Duration.ofMillis(1500));

        assertThat(POLICY.grant(asked, Duration.ofSeconds(90)).timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void noTimeIsNoLimit() {
        AskedLimits asked = AskedLimits.none().withTimeout(Duration.ZERO);

        assertThatIllegalArgumentException().isThrownBy(() -> POLICY.grant(asked, null));
    }

    @Test
    void aDefaultAboveItsMaximumIsNoPolicy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bound(2, 1))
                .withMessage("the default 2 is above the maximum 1");
    }

    @Test
    void whatNoRunCanDoIsNoPolicy() {
        Bound fine = new Bound(8192, 8192);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitPolicy(new Bound(1, 1L << 40), fine, fine, fine))
                .withMessageContaining("the time limit in seconds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitPolicy(fine, new Bound(1, 8192), fine, fine))
                .withMessageContaining("the log limit");
    }
}
