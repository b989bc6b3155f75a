package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.attune.cli.Cli.Called;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    @TempDir
    private Path root;

    private Cli cli;

    @BeforeEach
    void begin() {
        cli = new Cli(root).pack("p");
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        assertThat(cli.leftovers()).isEmpty();
    }

    @Test
    void printsWhatTheActionPrintsAndNothingElse() {
        Called called = cli.call("run", "core.echo", "message=héllo $x \"q\"");
        assertThat(called.out()).isEqualTo("héllo $x \"q\"\n");
        assertThat(called.err()).isEmpty();
        assertThat(called.code()).isZero();
    }

    @Test
    void passesBytesThatAreNoTextThrough() {
        cli.action("p.raw", "printf '\\000\\377\\376\\r\\n\\200'");
        assertThat(cli.call("run", "p.raw").bytes()).containsExactly(0, 0xFF, 0xFE, '\r', '\n', 0x80);
    }

    @Test
    void keepsStandardErrorApartAndPassesTheExitCodeOn() {
        cli.action("p.both", "echo out; echo err >&2; exit 7");
        Called called = cli.call("run", "p.both");
        assertThat(called.out()).isEqualTo("out\n");
        assertThat(called.err()).isEqualTo("err\n");
        assertThat(called.code()).isEqualTo(7);
    }

    @Test
    void givesParametersTheirDeclaredTypes() throws IOException {
        cli.action(
                "p.all",
                "cat",
                "parameters:",
                "  n: {type: integer}",
                "  b: {type: boolean}",
                "  l: {type: array}",
                "  o: {type: object}",
                "  s: {type: string}",
                "  f: {type: string}",
                "  j: {type: object}");
        cli.file("text.txt", "two", "lines").file("value.json", "{\"k\": 1}");
        Called called = cli.call(
                "run", "p.all", "n=3", "b=true", "l=[1]", "o:={\"x\":null}", "s=42", "f@text.txt", "j@value.json");
        assertThat(called.err()).isEmpty();
        assertThat(json(called.out()))
                .isEqualTo(json("{\"n\":3,\"b\":true,\"l\":[1],\"o\":{\"x\":null},\"s\":\"42\","
                        + "\"f\":\"two\\nlines\\n\",\"j\":{\"k\":1}}"));
    }

    @Test
    void readsParametersFromAFileAndLetsArgumentsWin() throws IOException {
        cli.action("p.two", "cat", "parameters: {a: {type: string}, b: {type: integer}}");
        cli.file("params.yaml", "a: from file", "b: 1");
        assertThat(json(cli.call("run", "p.two", "--params", "params.yaml", "b=2")
                        .out()))
                .isEqualTo(json("{\"a\":\"from file\",\"b\":2}"));
        assertThat(json(cli.withInput("{\"a\":\"piped\"}")
                        .call("run", "p.two", "--params", "-")
                        .out()))
                .isEqualTo(json("{\"a\":\"piped\"}"));
    }

    @Test
    void readsSecretsFromVariableFileAndPrompt() throws IOException {
        cli.action(
                "p.secrets",
                "cat",
                "parameters:",
                "  a: {type: string, secret: true}",
                "  b: {type: string, secret: true}",
                "  c: {type: string, secret: true}");
        cli.file("key", "-----", "two lines")
                .withVariable("TOKEN", "from variable")
                .withTyped("typed");
        Called called = cli.call(
                "run", "p.secrets", "--secret", "a=env:TOKEN", "--secret", "b=file:key", "--secret", "c=prompt");
        assertThat(called.err()).isEmpty();
        assertThat(json(called.out()))
                .isEqualTo(json("{\"a\":\"from variable\",\"b\":\"-----\\ntwo lines\",\"c\":\"typed\"}"));
    }

    @Test
    void secretThatBecomesAFileKeepsEveryByte() throws IOException {
        cli.action(
                "p.key",
                "eval \"$(cat)\"; od -An -c \"$key\" | tr -s ' '; ls -l \"$key\" | cut -c1-10; echo \"$text\"",
                "parameter_format: dotenv",
                "parameters:",
                "  key: {type: string, secret: true, delivery: file}",
                "  text: {type: string, secret: true}");
        cli.file("key", "k");
        Called called = cli.call("run", "p.key", "--secret", "key=file:key", "--secret", "text=file:key");
        assertThat(called.err()).contains("'key' has fewer than 3 bytes");
        assertThat(called.out()).isEqualTo(" k \\n\n-r--------\nk\n");
    }

    @Test
    void handsOnlyNamedVariablesOn() {
        cli.action("p.env", "echo \"[$ONE$TWO]\"").withVariable("ONE", "1");
        assertThat(cli.call("run", "p.env", "--env", "TWO=2").out()).isEqualTo("[2]\n");
    }

    @Test
    void endsARunAtItsTimeLimit() {
        cli.action("p.slow", "echo begun; exec sleep 60");
        Called called = cli.call("run", "p.slow", "--timeout", "1s");
        assertThat(called.code()).isEqualTo(124);
        assertThat(called.out()).isEqualTo("begun\n");
        assertThat(called.err()).contains("stopped at its time limit");
    }

    @Test
    void saysHowMuchOutputIsLeftOutAndWhere() {
        cli.action("p.much", "i=0; while [ $i -lt 2000 ]; do echo 0123456789; i=$((i + 1)); done; printf last");
        Called called = cli.call("run", "p.much", "--log-limit", "4KiB");
        assertThat(called.err()).containsPattern("attune: \\d+ bytes of stdout left out here \\(limit 4 KiB\\)\n");
        assertThat(called.out())
                .hasSizeBetween(2048, 4096)
                .startsWith("0123456789\n")
                .endsWith("last");
    }

    @Test
    void printsOneDocumentWhereJsonIsAskedFor() throws IOException {
        cli.action("p.json", "echo '{\"answer\": 42}'; echo progress >&2; exit 3", "output_format: json");
        Called called = cli.call("run", "p.json", "--json");
        JsonNode document = json(called.out());
        assertThat(called.err()).isEmpty();
        assertThat(called.code()).isEqualTo(3);
        assertThat(document.path("status").textValue()).isEqualTo("failed");
        assertThat(document.path("exitCode").intValue()).isEqualTo(3);
        assertThat(document.path("output").path("answer").intValue()).isEqualTo(42);
        assertThat(document.path("stderr").textValue()).isEqualTo("progress\n");
        assertThat(document.path("executionId").textValue()).isNotBlank();
    }

    @Test
    void warnsOfABadResultAndFailsOnlyWhereStrictnessIsAskedFor() {
        cli.action("p.bad", "echo no json", "output_format: json");
        Called lenient = cli.call("run", "p.bad");
        assertThat(lenient.code()).isZero();
        assertThat(lenient.err()).contains("warning:").contains("not valid JSON");
        assertThat(cli.call("run", "p.bad", "--strict-output").code()).isEqualTo(65);
    }

    @Test
    void prefersAPackOfTheUsersToTheOneThatComesWithTheCommand() {
        cli.pack("core").action("core.echo", "echo mine");
        assertThat(cli.call("run", "core.echo").out()).isEqualTo("mine\n");
        assertThat(cli.call("run", "core.noop").code()).isEqualTo(64);
    }

    @Test
    void takesTheFirstOfTwoPacksOfOneName() {
        cli.action("p.which", "echo first");
        cli.file("other/p/pack.yaml", "ref: p", "label: P", "description: Other.", "version: 1.0.0")
                .file("other/p/actions/which.sh", "echo second")
                .file("other/p/actions/which.yaml", "ref: p.which", "entry_point: which.sh");
        assertThat(cli.call("run", "p.which", "--packs", "other", "--packs", "packs")
                        .out())
                .isEqualTo("second\n");
        assertThat(cli.call("run", "p.which", "--packs", "packs", "--packs", "other")
                        .out())
                .isEqualTo("first\n");
    }

    @Test
    void findsAPackWhoseDirectoryHasAnotherName() throws IOException {
        cli.action("p.hello", "echo hello");
        Files.move(root.resolve("packs/p"), root.resolve("packs/somewhere"));
        assertThat(cli.call("run", "p.hello").out()).isEqualTo("hello\n");
    }

    @Test
    void takesTheFirstPackOfANameWhateverItsDirectoryIsCalled() {
        cli.action("p.which", "echo second")
                .file("packs/another/pack.yaml", "ref: p", "label: P", "description: Other.", "version: 1.0.0")
                .file("packs/another/actions/which.sh", "echo first")
                .file("packs/another/actions/which.yaml", "ref: p.which", "entry_point: which.sh");
        assertThat(cli.call("run", "p.which").out()).isEqualTo("first\n");
    }

    @Test
    void tellsOfFilesThatTheActionLeaves() throws IOException {
        cli.action("p.leaves", "echo x > \"$ATTUNE_ARTIFACTS_DIR/report\"");
        Called called = cli.call("run", "p.leaves");
        assertThat(called.err()).contains("left files in ");
        Path left = cli.leftovers().get(0);
        assertThat(left.resolve("report")).hasContent("x\n");
        Files.delete(left.resolve("report"));
        Files.delete(left);
    }

    private static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }
}
