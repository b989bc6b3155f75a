package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.attune.cli.Cli.Called;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenCallsTest {
    @TempDir
    private Path root;

    private Cli cli;

    @BeforeEach
    void begin() {
        String trace = "touch '" + root.resolve("started") + "'";
        cli = new Cli(root)
                .pack("p")
                .action(
                        "p.act",
                        trace,
                        "parameters:",
                        "  count: {type: integer, required: true, minimum: 1}",
                        "  mode: {type: string, enum: [fast, slow]}",
                        "  token: {type: string, secret: true}")
                .action("p.off", trace, "enabled: false")
                .action("p.rust", trace)
                .file("packs/p/actions/flow.yaml", "ref: p.flow", "workflow_file: flow.workflow.yaml")
                .file("packs/p/actions/broken.yaml", "ref: p.broken", "entry_point: missing.sh")
                .file("packs/p/actions/rust.yaml", "ref: p.rust", "runner_type: rust", "entry_point: rust.sh")
                .pack("off", "enabled: false")
                .action("off.act", trace)
                .file("packs/bad/pack.yaml", "ref: bad", "version: [")
                .file("list.yaml", "- a")
                .file("twice.yaml", "a: 1", "a: 2");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "64 | run | action",
                "64 | run nope | no name of an action",
                "64 | run P.x | no name of an action",
                "64 | run p.akt count=1 | p.act",
                "64 | run q.act count=1 | q",
                "64 | run p.act | count",
                "64 | run p.act count=x | integer",
                "64 | run p.act count=0 | count",
                "64 | run p.act count:=\"x\" | count",
                "64 | run p.act count:={ | not valid JSON",
                "64 | run p.act count=1 mode=medium | mode",
                "64 | run p.act count=1 moode=fast | mode",
                "64 | run p.act count=1 count=2 | twice",
                "64 | run p.act count=1 stray | gives no parameter",
                "64 | run p.act count=1 token=abcdef | --secret token=env:VARIABLE",
                "64 | run p.act count=1 --secret token=abcdef | never the secret itself",
                "64 | run p.act count=1 --secret token=env:UNSET | not set",
                "64 | run p.act count=1 --secret token=file:gone | not there",
                "64 | run p.act count=1 --secret token=prompt | no terminal",
                "64 | run p.act count=1 --secret other=env:PATH | other",
                "64 | run p.act count=1 mode@gone | not there",
                "64 | run p.act count=1 --params gone | not there",
                "64 | run p.act count=1 --params list.yaml | mapping",
                "64 | run p.act count=1 --params twice.yaml | twice.yaml:2:1",
                "64 | run p.act count=1 --packs gone | no directory of packs",
                "64 | run p.act count=1 --timeout 3x | no duration",
                "64 | run p.act count=1 --timeout 0s | time limit",
                "64 | run p.act count=1 --log-limit big | no size",
                "64 | run p.act count=1 --log-limit 1 | log limit",
                "64 | run p.act count=1 --env NAME | NAME=VALUE",
                "64 | run p.act count=1 --env ATTUNE_X=1 | ATTUNE_",
                "64 | run p.act count=1 --env LD_PRELOAD=x | LD_PRELOAD",
                "64 | run p.act count=1 --nonsense | --nonsense",
                "65 | run p.off | disabled",
                "65 | run off.act | disabled",
                "65 | run p.flow | Jenkinsfile",
                "65 | run p.broken | broken.yaml:2:",
                "65 | run p.rust | rust",
                "65 | run bad.act | pack.yaml",
                "64 | frobnicate | frobnicate",
                "64 | show p.akt | p.act",
                "64 | validate gone | no pack in gone",
                "64 | test gone | no pack in gone",
            })
    void areRefusedBeforeAnythingStarts(int code, String call, String message) throws IOException {
        Called called = cli.call(call.split(" "));
        assertThat(called.err()).startsWith("attune: error: ").contains(message);
        assertThat(called.code()).isEqualTo(code);
        assertThat(called.out()).isEmpty();
        assertThat(called.err()).doesNotContain("abcdef").doesNotContain("\tat ");
        assertThat(root.resolve("started")).doesNotExist();
        assertThat(cli.leftovers()).isEmpty();
    }

    @Test
    void isMissingACommand() {
        Called called = cli.call();
        assertThat(called.code()).isEqualTo(64);
        assertThat(called.err()).contains("a command is missing: run, show, list, keys, coverage, validate, test");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "run p.act count=0 --json | invalid_parameters | 64",
                "run p.off --json | not_runnable | 65",
                "run p.akt --json | unknown_action | 64",
                "run p.broken --json | invalid_pack | 65",
                "run p.act --json --timeout x | usage | 64",
            })
    void areToldAsJsonWhereThatIsAskedFor(String call, String status, int code) throws IOException {
        Called called = cli.call(call.split(" "));
        JsonNode document = new JsonMapper().readTree(called.out());
        assertThat(called.err()).isEmpty();
        assertThat(called.code()).isEqualTo(code);
        assertThat(document.path("status").textValue()).isEqualTo(status);
        assertThat(document.path("exitCode").intValue()).isEqualTo(code);
        assertThat(document.path("error").textValue()).isNotBlank();
        assertThat(document.has("place")).isTrue();
        assertThat(document.has("remedy")).isTrue();
    }

    @Test
    void areToldInOneLineWhereTheDefectIsOurs() {
        cli.withVariable("XDG_CACHE_HOME", "/\0");
        Called called = cli.call("run", "core.noop");
        assertThat(called.code()).isEqualTo(70);
        assertThat(called.err())
                .contains("internal error: ")
                .contains("--debug")
                .doesNotContain("\tat ");
        assertThat(cli.call("run", "core.noop", "--debug").err()).contains("\tat ");
    }
}
