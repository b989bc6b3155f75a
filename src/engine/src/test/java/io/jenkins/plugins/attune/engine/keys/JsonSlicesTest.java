package io.jenkins.plugins.attune.engine.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSlicesTest {
    private static final JsonMapper REFERENCE = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Test
    void membersArePiecesOfTheText() throws JsonSlices.MalformedException {
        JsonSlices json = parse(" {\"ref\" : \"a.\\u00e4\\n\", \"value\":{\"x\":[1, true]},\"n\": null} ");

        assertThat(json.string("ref")).isEqualTo("a.ä\n");
        assertThat(json.raw("value")).isEqualTo(utf8("{\"x\":[1, true]}"));
        assertThat(json.raw("n")).isNull();
        assertThat(json.has("n")).isTrue();
        assertThat(json.has("other")).isFalse();
        assertThat(json.string("value")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}x",
                "[]",
                "null",
                "\"a\"",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":-}",
                "{\"a\":1e}",
                "{\"a\":tru}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":[1 2]}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":\"",
                "{\"a\":\"\\"
            })
    void whatIsNoObjectIsRefusedByItsPlaceAlone(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(JsonSlices.MalformedException.class)
                .hasMessageMatching("no JSON object: byte \\d+ is not what belongs there");
    }

    @Test
    void whatIsNestedTooDeepIsRefused() {
        assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(100_000)))
                .isInstanceOf(JsonSlices.MalformedException.class);
    }

    @Property(tries = 500)
    void readsAnyStringAsTheReferenceDoes(@ForAll String name, @ForAll String value) throws Exception {
        String text = REFERENCE.writeValueAsString(
                REFERENCE.createObjectNode().put("k" + name, value).put("n", 1.5e300));
        JsonNode expected = REFERENCE.readTree(utf8(text));

        JsonSlices read = JsonSlices.object(utf8(text));

        assertThat(read.string("k" + name)).isEqualTo(expected.get("k" + name).textValue());
        assertThat(REFERENCE.readTree(read.raw("n"))).isEqualTo(expected.get("n"));
    }

    @Property(tries = 500)
    void takesNothingThatTheReferenceRefuses(@ForAll("almost") String text) {
        boolean read;
        try {
            JsonSlices.object(utf8(text));
            read = true;
        } catch (JsonSlices.MalformedException e) {
            read = false;
        }
        boolean reference;
        try {
            reference = REFERENCE.readTree(utf8(text)).isObject();
        } catch (IOException e) {
            reference = false;
        }

        assertThat(read).as(text).isEqualTo(reference);
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> almost() {
        return net.jqwik.api.Arbitraries.strings()
                .withChars("{}[]\",:1-0.eE+ \\utrnlfas\n")
                .ofMaxLength(12)
                .map(middle -> "{\"a\":" + middle + "}");
    }

    private static JsonSlices parse(String text) throws JsonSlices.MalformedException {
        return JsonSlices.object(utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
