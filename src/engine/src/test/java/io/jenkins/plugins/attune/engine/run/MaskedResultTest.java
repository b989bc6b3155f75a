package io.jenkins.plugins.attune.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.execution.RunOutcome;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.OutputFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of a run whose action printed its secret. */
class MaskedResultTest {
    private static final String SECRET = "€orrect horse";

    private final SecretMask mask = SecretMask.of(List.of(SecretValue.taking(SECRET.getBytes(StandardCharsets.UTF_8))));

    private static RunResult result(RunOutcome.Captured stdout, RunOutcome.Captured stderr) {
        ResultSpec spec = new ResultSpec(ActionRef.parse("a.b"), OutputFormat.JSON, null, false, List.of(), List.of());
        return RunResult.of(spec, "id", new RunOutcome(RunOutcome.End.EXITED, 0, stdout, stderr, 0, 0));
    }

    private static RunOutcome.Captured whole(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new RunOutcome.Captured(bytes, bytes, bytes.length, 0, false);
    }

    @Test
    void theRestOfASecretAtTheBeginningOfAnEndIsHiddenWhereverItWasCut() {
        byte[] all = (SECRET + " and more").getBytes(StandardCharsets.UTF_8);
        int length = SECRET.getBytes(StandardCharsets.UTF_8).length;
        for (int cut = 1; cut <= length - SecretMask.SHORTEST_BYTES; cut++) {
            byte[] tail = Arrays.copyOfRange(all, cut, all.length);
            RunOutcome.Captured captured = new RunOutcome.Captured(new byte[0], tail, all.length, 0, false);
            RunResult result = result(captured, captured);
            Map<String, Object> map = result.toMap(1000, mask);

            assertThat(map.get("stdout")).as("cut at %d", cut).isEqualTo("**** and more");
            assertThat(map.get("stderr")).isEqualTo("**** and more");
            assertThat(result.lastOfStderr(1, mask)).isEqualTo("**** and more");
            RunResult complete = result(whole(SECRET + " and more"), whole(""));
            assertThat(complete.toMap(all.length - cut, mask).get("stdout")).isEqualTo("**** and more");
        }
    }

    @Test
    void linesAreCountedAfterASecretOfSeveralIsHidden() {
        SecretMask lines =
                SecretMask.of(List.of(SecretValue.taking("first half\nsecond half".getBytes(StandardCharsets.UTF_8))));

        assertThat(result(whole(""), whole("a\nfirst half\nsecond half\n")).lastOfStderr(2, lines))
                .isEqualTo("a\n****");
    }

    @Test
    void aWordThatIsNoJsonIsNotQuotedInPart() {
        RunResult result = result(whole("correct horse"), whole(""));

        assertThat(result.warnings()).singleElement().asString().contains("not valid JSON: Unrecognized token:");
        assertThat(result.toMap(1000, mask).toString()).contains("Unrecognized token:");
    }
}
