package io.jenkins.plugins.attune.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ParameterDocumentTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String HARD_TEXT = "q\" b\\ s' $x `c` %s\n\r\t é€😀 \u0085\u2028\uFEFF\u007F end ";
    private static final String TYPES = """
            {"int": 7, "big": 123456789012345678901234567890, "float": 1.5, "exp": 1e300, "small": 2.5e-9,
             "yes": true, "none": null, "list": [1, "2", [], {"a": "b,c: d"}], "empty": {},
             "map": {"n": {"m": -0.25}}, "text": "plain"}""";

    @Test
    void jsonKeepsTypesAndMergesSecrets() throws Exception {
        byte[] document = document(ParameterFormat.JSON, TYPES, Map.of("token", HARD_TEXT));

        JsonNode back = MAPPER.readTree(document);

        assertThat(back.path("token").textValue()).isEqualTo(HARD_TEXT);
        assertThat(((ObjectNode) back).without("token").toString())
                .isEqualTo(sorted(TYPES).toString());
        assertThat(new String(document, StandardCharsets.UTF_8)).doesNotContain("\n");
    }

    @Test
    void decimalWithoutDecimalsStaysOne() throws Exception {
        ObjectNode plain = MAPPER.createObjectNode().put("a", new BigDecimal("5"));

        assertThat(write(ParameterFormat.JSON, plain, Map.of())).asString().isEqualTo("{\"a\":5.0}");
        assertThat(write(ParameterFormat.YAML, plain, Map.of())).asString().isEqualTo("\"a\": 5.0");
    }

    @Test
    void yamlKeepsTypesAndMergesSecrets() throws Exception {
        byte[] document = document(ParameterFormat.YAML, TYPES, Map.of("token", HARD_TEXT));

        Map<String, Object> back = yaml11(document);

        assertThat(back).containsEntry("token", HARD_TEXT).containsEntry("exp", 1e300);
        assertThat(back).containsEntry("yes", true).containsEntry("none", null).containsEntry("small", 2.5e-9);
        assertThat(back.get("big")).hasToString("123456789012345678901234567890");
        assertThat(back.get("list")).hasToString("[1, 2, [], {a=b,c: d}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "No",
                "off",
                "~",
                "null",
                "",
                " ",
                "1e5",
                "0x1F",
                "0o17",
                "017",
                "1_000",
                "12:30:45",
                "2020-01-01",
                "2020-01-01T00:00:00Z",
                ".inf",
                "-",
                "- a",
                "? b",
                "a: b",
                "#c",
                "*x",
                "&y",
                "!z",
                "%d",
                "@e",
                "`f",
                "{g",
                "[h",
                "---",
                "...",
                "<<",
                "=",
                "true",
                "1.0",
                "\uD83D\uDE00"
            })
    void yamlStringsStayStrings(String text) throws Exception {
        ObjectNode plain = MAPPER.createObjectNode().put("value", text).put(text, "key");
        plain.putArray("list").add(text);

        Map<String, Object> back = yaml11(write(ParameterFormat.YAML, plain, Map.of("secret", text)));

        assertThat(back).containsEntry("value", text).containsEntry(text, "key").containsEntry("secret", text);
        assertThat(back.get("list")).isEqualTo(List.of(text));
    }

    @Test
    void longYamlKeyIsReadBack() throws Exception {
        String key = "k".repeat(5000);
        ObjectNode plain = MAPPER.createObjectNode().put(key, 1);
        plain.putObject("inner").put(key, 2);

        Map<String, Object> back = yaml11(write(ParameterFormat.YAML, plain, Map.of()));

        assertThat(back).containsEntry(key, 1).containsEntry("inner", Map.of(key, 2));
    }

    @Test
    void noParametersMakeAnEmptyDocument() throws Exception {
        assertThat(document(ParameterFormat.JSON, "{}", Map.of())).asString().isEqualTo("{}");
        assertThat(document(ParameterFormat.YAML, "{}", Map.of())).asString().isEqualTo("{}");
        assertThat(document(ParameterFormat.DOTENV, "{}", Map.of())).isEmpty();
    }

    @Test
    void dotenvFlattensSortsAndQuotes() throws Exception {
        byte[] document = document(ParameterFormat.DOTENV, """
                {"z": "it's", "a": {"b": {"c": 1}, "e": {}}, "list": [1, {"x": "y"}], "none": null, "on": true,
                 "lines": "1\\n2"}""", Map.of("token", "s'3"));

        assertThat(document)
                .asString()
                .isEqualTo("a.b.c='1'\nlines='1\n2'\nlist='[1,{\"x\":\"y\"}]'\nnone=''\non='true'\ntoken='s'\\''3'\n"
                        + "z='it'\\''s'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's", "$(touch x)", "`id`", "a\nb\n", "\\", "!!", "é😀", "", "'", "''", " -n "})
    void dotenvIsReadBackByEval(String text) throws Exception {
        byte[] document =
                write(ParameterFormat.DOTENV, MAPPER.createObjectNode().put("value", text), Map.of("secret", text));

        assertThat(eval(document, "value")).isEqualTo(text);
        assertThat(eval(document, "secret")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a=b", "1a", "", "a\nb", "a;id", "$(id)", "é", "a'b", "-a"})
    void dotenvRefusesNamesThatBreakOut(String name) {
        assertThatThrownBy(() ->
                        write(ParameterFormat.DOTENV, MAPPER.createObjectNode().put(name, "x"), Map.of()))
                .isInstanceOf(InvalidParametersException.class)
                .hasMessageContaining("dotenv");
    }

    @Test
    void dotenvRefusesTwoParametersOfOneName() {
        assertThatThrownBy(() -> document(ParameterFormat.DOTENV, "{\"a\": {\"b\": 1}, \"a.b\": 2}", Map.of()))
                .isInstanceOf(InvalidParametersException.class)
                .hasMessageContaining("a.b");
    }

    @Test
    void dotenvRefusesNul() {
        assertThatThrownBy(() -> document(ParameterFormat.DOTENV, "{\"a\": \"x\\u0000y\"}", Map.of()))
                .isInstanceOf(InvalidParametersException.class)
                .hasMessageContaining("NUL");
    }

    @ParameterizedTest
    @EnumSource(ParameterFormat.class)
    void structuredSecretGoesInAsStructure(ParameterFormat format) throws Exception {
        Parameters parameters = new Parameters(
                MAPPER.createObjectNode(),
                new TreeMap<>(Map.of("login", secret("{\"user\": \"u\", \"pass\": \"p\"}"))),
                Set.of("login"));

        byte[] document = ParameterDocument.write(parameters, format, ParameterDelivery.STDIN);

        assertThat(document)
                .asString()
                .isEqualTo(
                        switch (format) {
                            case JSON -> "{\"login\":{\"user\":\"u\",\"pass\":\"p\"}}";
                            case YAML -> "\"login\": {\"user\": \"u\",\"pass\": \"p\"}";
                            case DOTENV -> "login.pass='p'\nlogin.user='u'";
                        });
    }

    @Test
    void documentTooLargeForStdinIsRefusedAndFitsAFile() throws Exception {
        ObjectNode plain = MAPPER.createObjectNode().put("a", "x".repeat(ParameterDocument.MAX_STDIN_BYTES));
        Parameters parameters = new Parameters(plain, new TreeMap<>(), Set.of());

        assertThatThrownBy(() -> ParameterDocument.write(parameters, ParameterFormat.JSON, ParameterDelivery.STDIN))
                .isInstanceOf(InvalidParametersException.class)
                .hasMessageContaining("larger than");
        assertThat(ParameterDocument.write(parameters, ParameterFormat.JSON, ParameterDelivery.FILE))
                .hasSizeGreaterThan(ParameterDocument.MAX_STDIN_BYTES);
    }

    @Test
    void secretThatIsNoTextIsRefusedWithoutItsBytes() {
        Parameters parameters = new Parameters(
                MAPPER.createObjectNode(),
                new TreeMap<>(Map.of("key", SecretValue.taking(new byte[] {(byte) 0xFF, 'x'}))),
                Set.of());

        assertThatThrownBy(() -> ParameterDocument.write(parameters, ParameterFormat.JSON, ParameterDelivery.STDIN))
                .isInstanceOf(InvalidParametersException.class)
                .hasMessageContaining("UTF-8");
    }

    private static byte[] document(ParameterFormat format, String plain, Map<String, String> secrets) throws Exception {
        return write(format, (ObjectNode) MAPPER.readTree(plain), secrets);
    }

    private static byte[] write(ParameterFormat format, ObjectNode plain, Map<String, String> secrets)
            throws Exception {
        TreeMap<String, SecretValue> values = new TreeMap<>();
        secrets.forEach((name, text) -> values.put(name, secret(text)));
        return ParameterDocument.write(new Parameters(plain, values, Set.of()), format, ParameterDelivery.STDIN);
    }

    private static SecretValue secret(String text) {
        return SecretValue.of(text.toCharArray());
    }

    private static JsonNode sorted(String json) throws Exception {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        MAPPER.readTree(json).properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return MAPPER.createObjectNode().setAll(fields);
    }

    private static Map<String, Object> yaml11(byte[] document) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(new String(document, StandardCharsets.UTF_8));
    }

    private static String eval(byte[] document, String name) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "eval \"$(cat; echo)\"; printf '%s.' \"$" + name + "\"").start();
        shell.getOutputStream().write(document);
        shell.getOutputStream().close();
        try (InputStream output = shell.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return said.substring(0, said.length() - 1);
        }
    }
}
