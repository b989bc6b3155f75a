package io.jenkins.plugins.attune.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.attune.engine.pack.YamlDocument.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlReaderTest {
    private final List<Problem> problems = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Off         | \"Off\"",
                "yes         | \"yes\"",
                "True        | true",
                "false       | false",
                "~           | null",
                "null        | null",
                "12          | 12",
                "-7          | -7",
                "0o17        | 15",
                "0x1F        | 31",
                "1_000       | \"1_000\"",
                "1:30        | \"1:30\"",
                "0.5         | 0.5",
                "1e3         | 1000.0",
                "2026-01-31  | \"2026-01-31\"",
                "'12'        | \"12\"",
                "!!str 12    | \"12\"",
                "!!int '12'  | 12",
                "9223372036854775807 | 9223372036854775807",
                "92233720368547758070 | 92233720368547758070",
                "=           | \"=\"",
                "[a, {b: 1}] | [\"a\",{\"b\":1}]",
            })
    void scalarsMeanWhatYaml12Says(String yaml, String json) throws IOException {
        JsonNode root = read("v: " + yaml.replace("\\n", "\n")).orElseThrow().root();

        assertThat(root.path("v").toString()).isEqualTo(json);
        assertThat(problems).isEmpty();
    }

    @Test
    void doesNotRepeatATextThatOnlyLooksLikeAnAlias() {
        assertThat(read("password: *hunter2")).isEmpty();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("quote the text").doesNotContain("hunter2");
            assertThat(problem.rule()).isEqualTo("yaml-syntax");
        });
    }

    @Test
    void knowsWhereEveryKeyAndValueStands() {
        YamlDocument document = read("a: 1\nb:\n  - x\n  - c/d: two\n    e:\n").orElseThrow();

        assertThat(document.keyAt("/b")).isEqualTo(new Position(2, 1));
        assertThat(document.valueAt("/b")).isEqualTo(new Position(3, 3));
        assertThat(document.valueAt("/b/0")).isEqualTo(new Position(3, 5));
        assertThat(document.keyAt("/b/1/c~1d")).isEqualTo(new Position(4, 5));
        assertThat(document.valueAt("/b/1/c~1d")).isEqualTo(new Position(4, 10));
        assertThat(document.valueAt("/b/1/e"))
                .as("an empty value is shown at its key")
                .isEqualTo(new Position(5, 5));
        assertThat(document.valueAt("/b/1/gone"))
                .as("what is missing, at its holder")
                .isEqualTo(new Position(4, 5));
    }

    @Test
    void keepsNumbersAsTheyWereWritten() {
        YamlDocument document = read("version: 3.10\ntext: '3.10'\n").orElseThrow();

        assertThat(document.written("/version")).isEqualTo("3.10");
        assertThat(document.written("/text")).isNull();
    }

    @Test
    void keysThatAreNoTextsBecomeTheirText() {
        assertThat(read("1: a\ntrue: b\nnull: c\n3.10: d\n")
                        .orElseThrow()
                        .root()
                        .toString())
                .isEqualTo("{\"1\":\"a\",\"true\":\"b\",\"null\":\"c\",\"3.10\":\"d\"}");
    }

    @Test
    void mergedKeysGiveWayToWhatIsWritten() throws IOException {
        String yaml = "base: &b {a: 1, c: 2}\nother: &o {a: 9, d: 3}\nuse:\n  <<: [*b, *o]\n  c: own\n";

        assertThat(read(yaml).orElseThrow().root().path("use"))
                .isEqualTo(new ObjectMapper().readTree("{\"c\":\"own\",\"a\":1,\"d\":3}"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKey() {
        YamlDocument document = read("\uFEFFa: 1\n").orElseThrow();

        assertThat(document.root().path("a").intValue()).isEqualTo(1);
        assertThat(document.keyAt("/a")).isEqualTo(new Position(1, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1\\nb: 2\\na: 3      | 3:1 duplicate-key",
                "a: {b: 1, b: 2}         | 1:11 duplicate-key",
                "a: !!java.net.URL [x]   | 1:4 yaml-tag",
                "a: !local x             | 1:4 yaml-tag",
                "a: !!set {x}            | 1:4 yaml-tag",
                "a: !!timestamp 2026-01-01 | 1:4 yaml-tag",
                "a: !!int x              | 1:4 yaml-number",
                "a: .inf                 | 1:4 yaml-number",
                "a: 1e999                | 1:4 yaml-number",
                "? [a, b]\\n: 1          | 1:3 yaml-syntax",
                "a: 1\\n---\\nb: 2       | 2:1 yaml-syntax",
                "a: [1, 2                | 1:9 yaml-syntax",
                "a:\\n\\tb: 1            | 2:1 yaml-syntax",
                "a: *gone                | 1:4 yaml-syntax",
                "a: &x [*x]              | 1:4 yaml-limit",
                "a: b: c                 | 1:5 yaml-syntax",
                "a: 1\\nb: x\u0007y      | 2:5 yaml-syntax",
                "<<: 1                   | 1:5 yaml-syntax",
                "a: {b: {\\n }c: {d: e}\\n | 2:3 yaml-syntax",
            })
    void reportsWhatIsWrongAtItsPlace(String yaml, String expected) {
        read(yaml.replace("\\n", "\n").replace("\\t", "\t"));

        assertThat(problems)
                .singleElement()
                .extracting(problem -> problem.line() + ":" + problem.column() + " " + problem.rule())
                .isEqualTo(expected);
    }

    @Test
    void namesBothPlacesOfADuplicateKey() {
        read("a: 1\nb: 2\na: 3\n");

        assertThat(problems).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("'a'")
                .contains("line 1, column 1"));
    }

    @Test
    void reportsAllDuplicatesAndStillGivesTheDocument() {
        Optional<YamlDocument> document = read("a: 1\na: 2\nb: {c: 1, c: 2}\n");

        assertThat(problems).hasSize(2);
        assertThat(document.orElseThrow().root().path("a").intValue()).isEqualTo(1);
    }

    @Test
    void bytesThatAreNoUtf8AreReportedWhereTheyStand() {
        byte[] content = "a: 1\nb: \u00e9x".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(YamlReader.read("f.yaml", content, problems::add)).isEmpty();
        assertThat(Fixtures.shown(problems)).containsExactly("f.yaml:2:4 yaml-syntax");
    }

    @ParameterizedTest
    @CsvSource({"''", "'# only a comment\n'", "'   \n'"})
    void anEmptyFileIsReportedAsEmpty(String yaml) {
        assertThat(read(yaml)).isEmpty();
        assertThat(Fixtures.shown(problems)).containsExactly("f.yaml:1:1 empty");
    }

    @Test
    void nestingBeyondTheLimitIsReportedWhereItBegins() {
        read("a: " + "[".repeat(60) + "]".repeat(60));

        assertThat(Fixtures.shown(problems)).containsExactly("f.yaml:1:53 yaml-limit");
    }

    @Test
    void mergingOverAndOverIsBounded() {
        StringBuilder yaml = new StringBuilder("base: &b {");
        for (int i = 0; i < 2_000; i++) {
            yaml.append('k').append(i).append(": 1, ");
        }
        yaml.append("}\nuse:\n  <<: [").append("*b, ".repeat(2_000)).append("]\n");
        read(yaml.toString());

        assertThat(problems).extracting(Problem::rule).containsExactly("yaml-limit");
    }

    @Test
    void longKeysAroundManyValuesAreBounded() {
        read("? " + "k".repeat(100_000) + "\n: [" + "1, ".repeat(50_000) + "]\n");

        assertThat(problems).extracting(Problem::rule).containsExactly("yaml-limit");
    }

    @Test
    void aFileLargerThanTheLimitIsNotParsed() {
        byte[] content = ("a: " + "x".repeat(YamlLimits.PACK.bytes())).getBytes(StandardCharsets.UTF_8);

        assertThat(YamlReader.read("f.yaml", content, problems::add)).isEmpty();
        assertThat(problems).extracting(Problem::rule).containsExactly("yaml-limit");
        problems.clear();
        assertThat(YamlReader.read("f.yaml", content, YamlLimits.PARAMETERS, problems::add))
                .isPresent();
    }

    private Optional<YamlDocument> read(String yaml) {
        return YamlReader.read("f.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems::add);
    }
}
