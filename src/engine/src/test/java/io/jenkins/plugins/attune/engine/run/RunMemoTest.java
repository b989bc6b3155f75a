package io.jenkins.plugins.attune.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.execution.RunTrace;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.OutputFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMemoTest {
    @TempDir
    Path directory;

    @Test
    void comesBackAsItWas() throws IOException {
        String schema = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}}";
        RunMemo memo = new RunMemo(
                new RunTrace("id", "/ws@tmp/attune/id", 100),
                "agent",
                new ResultSpec(ActionRef.parse("p.a"), OutputFormat.JSON, schema, true, List.of("w")),
                60,
                Map.of("token", "credential-id"));

        memo.save(directory.resolve("run"));
        RunMemo back = RunMemo.load(directory.resolve("run"));

        assertThat(back).isEqualTo(memo);
        ObjectNode wrong = new JsonMapper().createObjectNode().put("a", "x");
        assertThat(back.spec().valueSchema().check(wrong)).hasSize(1);
    }

    @Test
    void isNullWhereThereIsNone() throws IOException {
        assertThat(RunMemo.load(directory)).isNull();
    }
}
