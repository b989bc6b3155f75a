package io.jenkins.plugins.attune.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDocumentTest {
    @ParameterizedTest
    @ValueSource(strings = {"pass \"w\\rd\"", "123", "true", "null", "\"quoted\"", "", "{no json", "{}x", "ä\n€"})
    void textStaysText(String text) throws IOException {
        assertThat(json(KeyDocument.of(secret(text))).textValue()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":{\"b\":[1,true,null]}}", " [1.50, \"x\"]\n", "{}"})
    void structureStaysStructure(String text) throws IOException {
        assertThat(json(KeyDocument.of(secret(text)))).isEqualTo(new JsonMapper().readTree(text));
    }

    @Test
    void whatIsNoTextIsBase64() throws IOException {
        assertThat(json(KeyDocument.of(SecretValue.taking(new byte[] {(byte) 0xFF, 0})))
                        .textValue())
                .isEqualTo("/wA=");
    }

    @Test
    void templateIsFilledFromTheParts() throws IOException {
        JsonNode template = new JsonMapper()
                .readTree("{\"url\":\"https://v\",\"user\":\"#username\",\"in\":[\"#password\",\"##x\",\"a#b\",3]}");

        KeyDocument key = KeyDocument.of(template, parts());

        assertThat(json(key).toString())
                .isEqualTo("{\"url\":\"https://v\",\"user\":\"ada\",\"in\":[\"pa\\\"ss\",\"#x\",\"a#b\",3]}");
        assertThat(texts(key)).containsExactlyInAnyOrder("ada", "pa\"ss");
    }

    @Test
    void templateThatNamesAPartThatIsNotThereIsRefusedAndThePartsAreWiped() throws IOException {
        Map<String, SecretValue> parts = parts();
        JsonNode template = new JsonMapper().readTree("{\"t\":\"#token\"}");

        assertThatThrownBy(() -> KeyDocument.of(template, parts))
                .hasMessage("the credential has no part 'token'; it has password, username");
        assertThatThrownBy(() -> parts.get("password").isText()).hasMessageContaining("wiped");
    }

    @Test
    void partsThatAreNoSecretNeedNotBeHiddenAndAreWiped() throws IOException {
        Map<String, SecretValue> parts = parts();

        KeyDocument key = KeyDocument.of(Map.of("user", "#username", "n", 7), parts, Set.of("password"));

        assertThat(json(key).toString()).isIn("{\"user\":\"ada\",\"n\":7}", "{\"n\":7,\"user\":\"ada\"}");
        assertThat(texts(key)).containsExactly("pa\"ss");
        key.close();
        assertThatThrownBy(() -> parts.get("username").isText()).hasMessageContaining("wiped");
    }

    @Test
    void valueThatIsJsonAlreadyStaysAsItIs() throws IOException {
        assertThat(json(KeyDocument.ofJson(secret("\"{}\""))).textValue()).isEqualTo("{}");
        assertThat(texts(KeyDocument.ofJson(secret("\"a text\"")))).containsExactly("a text");
        assertThat(texts(KeyDocument.ofJson(secret("{\"a\":\"one\"}"))))
                .containsExactlyInAnyOrder("one", "{\"a\":\"one\"}");
        SecretValue none = secret("no json");
        assertThatThrownBy(() -> KeyDocument.ofJson(none)).hasMessageNotContaining("no json");
        assertThatThrownBy(none::isText).hasMessageContaining("wiped");
    }

    @Test
    void writtenKeyIsTextOrHasParts() {
        try (WrittenKey text = written("\"a \\\"text\"");
                WrittenKey object = written("{ \"password\": \"p\", \"n\": 1 }")) {
            assertThat(text.isText()).isTrue();
            assertThat(text(text.text())).isEqualTo("a \"text");
            assertThat(text.part("password")).isNull();
            assertThat(object.isText()).isFalse();
            assertThat(text(object.text())).isEqualTo("{ \"password\": \"p\", \"n\": 1 }");
            assertThat(text(object.part("password"))).isEqualTo("p");
            assertThat(object.part("n")).isNull();
            assertThat(object).hasToString("WrittenKey");
        }
        assertThatThrownBy(() -> written("x-secret")).hasMessageNotContaining("x-secret");
    }

    private static WrittenKey written(String json) {
        return WrittenKey.of(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(SecretValue secret) {
        return secret.withBytes(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void wholeValueAndAllTextsInItAreToBeHidden() {
        assertThat(texts(KeyDocument.of(secret("{\"a\":\"one\",\"b\":[\"two\",12345]}"))))
                .containsExactlyInAnyOrder("{\"a\":\"one\",\"b\":[\"two\",12345]}", "one", "two", "12345");
    }

    @Test
    void valueThatIsTooLargeIsRefused() {
        assertThatThrownBy(() -> KeyDocument.of(secret("x".repeat(KeyDocument.MAX_BYTES))))
                .hasMessageContaining("1048576 bytes");
    }

    @Test
    void nothingOfItIsShownAndAllOfItIsWiped() {
        KeyDocument key = KeyDocument.of(secret("hidden"));
        assertThat(key).hasToString("KeyDocument");

        key.close();

        assertThatThrownBy(() -> key.json().isText()).hasMessageContaining("wiped");
    }

    private static Map<String, SecretValue> parts() {
        return new TreeMap<>(Map.of("username", secret("ada"), "password", secret("pa\"ss")));
    }

    private static SecretValue secret(String text) {
        return SecretValue.taking(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(KeyDocument key) throws IOException {
        byte[] bytes = key.json().withBytes(byte[]::clone);
        return new JsonMapper().readTree(bytes);
    }

    private static List<String> texts(KeyDocument key) {
        return key.secrets().stream().map(KeyDocumentTest::text).toList();
    }
}
