package io.jenkins.plugins.attune.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunEndTest {
    @TempDir
    Path directory;

    @Test
    void isFoundAsItWasSaved() throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("exitCode", 3);
        result.put("durationMs", 12_000_000_000L);
        result.put("output", new ArrayList<>(Arrays.asList("é\n", true, 1.5, null)));
        RunEnd end = new RunEnd(RunStatus.FAILED, result, "trial.tally failed");

        end.save(directory);

        assertThat(RunEnd.load(directory)).isEqualTo(end);
        assertThat(RunEnd.load(directory).result().keySet()).containsExactly("exitCode", "durationMs", "output");
    }

    @Test
    void hasNoStatusWhereTheRunCouldNotBeStarted() throws IOException {
        new RunEnd(null, Map.of(), "no such interpreter").save(directory);

        assertThat(RunEnd.load(directory)).isEqualTo(new RunEnd(null, Map.of(), "no such interpreter"));
    }

    @Test
    void isNullWhereTheEndWasNeverTaken() throws IOException {
        assertThat(RunEnd.load(directory)).isNull();
    }
}
