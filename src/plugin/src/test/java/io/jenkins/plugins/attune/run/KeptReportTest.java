package io.jenkins.plugins.attune.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.attune.engine.run.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptReportTest {
    @TempDir
    private Path directory;

    @Test
    void isFoundAsItWasSaved() throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("exitCode", 3);
        result.put("durationMs", 12_000_000_000L);
        result.put("output", new ArrayList<>(Arrays.asList("é\n", true, 1.5, null)));
        RunReport report = new RunReport(RunStatus.FAILED, result, "trial.tally failed");

        KeptReport.of(report).save(directory);

        CompletableFuture<RunReport> waiting = new CompletableFuture<>();
        KeptReport.load(directory).tell(waiting);
        assertThat(waiting.join()).isEqualTo(report);
        assertThat(waiting.join().result().keySet()).containsExactly("exitCode", "durationMs", "output");
    }

    @Test
    void isAFailureWhereThereWasNoReport() throws IOException {
        KeptReport.failed("no such interpreter").save(directory);

        CompletableFuture<RunReport> waiting = new CompletableFuture<>();
        KeptReport.load(directory).tell(waiting);
        assertThatThrownBy(waiting::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(AbortException.class)
                .hasMessageContaining("no such interpreter");
    }

    @Test
    void isNullWhereTheEndWasNeverTaken() throws IOException {
        assertThat(KeptReport.load(directory)).isNull();
    }
}
