package io.jenkins.plugins.attune.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.execution.RunTrace;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.OutputFormat;
import java.io.IOException;
import java.nio.file.Files;
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
                new RunTrace("id", "/ws@tmp/attune/id", "/ws@tmp/attune-artifacts/id", 100),
                "agent",
                new ResultSpec(
                        ActionRef.parse("p.a"), OutputFormat.JSON, schema, true, List.of("w"), List.of("/token")),
                new RunMemo.Bounds(60, 8192, 4096, new Action.LogRetention(Action.LogRetention.Policy.DAYS, 3)),
                new RunMemo.Origin(
                        "ada",
                        17,
                        new PackIdentity("p", "1.2.3", "00ff"),
                        Map.of("token", "credential-id"),
                        new RunMemo.Turn(1500, List.of("p.a"))));

        memo.save(directory.resolve("run"));
        RunMemo back = RunMemo.load(directory.resolve("run"));

        assertThat(back).isEqualTo(memo);
        ObjectNode wrong = new JsonMapper().createObjectNode().put("a", "x");
        assertThat(back.spec().valueSchema().check(wrong)).hasSize(1);
    }

    @Test
    void ofALaterVersionIsReadAsFarAsItIsKnown() throws IOException {
        Files.writeString(directory.resolve("run.json"), """
                {"trace":{"executionId":"id","controlDirectory":"/c/id","artifacts":"/a/id","resultBytes":1,"news":1},"machine":"agent",
                 "spec":{"action":{"pack":"p","name":"a"},"format":"JSON","schema":null,"strict":false,"warnings":[]},
                 "bounds":{"timeoutSeconds":1,"streamBytes":2,"consoleBytes":3,"retention":null,"news":{}},
                 "credentials":{},"news":[]}
                """);

        RunMemo back = RunMemo.load(directory);

        assertThat(back.bounds()).isEqualTo(new RunMemo.Bounds(1, 2, 3, null));
        assertThat(back.spec().action()).isEqualTo(ActionRef.parse("p.a"));
    }

    @Test
    void ofAnEarlierVersionWaitedForNothing() throws IOException {
        Files.writeString(directory.resolve("run.json"), """
                {"trace":{"executionId":"id","controlDirectory":"/c/id","artifacts":"/a/id","resultBytes":1},"machine":"agent",
                 "spec":{"action":{"pack":"p","name":"a"},"format":"JSON","schema":null,"strict":false,"warnings":[]},
                 "bounds":{"timeoutSeconds":1,"streamBytes":2,"consoleBytes":3,"retention":null},
                 "origin":{"user":"ada","begun":17,"pack":{"ref":"p","version":"1","sha256":"00"},"credentials":{}}}
                """);

        assertThat(RunMemo.load(directory).origin().turn()).isEqualTo(RunMemo.Turn.NONE);
    }

    @Test
    void isNullWhereThereIsNone() throws IOException {
        assertThat(RunMemo.load(directory)).isNull();
    }
}
