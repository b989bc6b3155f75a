package io.jenkins.plugins.attune.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretObjectTest {
    private static SecretValue text(String text) {
        return SecretValue.taking(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String shown(SecretValue secret) {
        return secret.withBytes(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void holdsItsPartsInTheOrderGiven() throws Exception {
        Map<String, SecretValue> parts = new LinkedHashMap<>();
        parts.put("username", text("ada"));
        parts.put("password", text("p\"\\\n'ü\u2028"));
        assertThat(shown(SecretObject.of(parts)))
                .isEqualTo("{\"username\":\"ada\",\"password\":\"p\\\"\\\\\\n'ü\\u2028\"}");
    }

    @Test
    void aPartThatIsNoTextBecomesBase64() throws Exception {
        byte[] binary = {(byte) 0xff, 0, 1, (byte) 0xfe};
        JsonNode object = new JsonMapper()
                .readTree(shown(SecretObject.of(Map.of("keystore", SecretValue.taking(binary.clone())))));
        assertThat(Base64.getDecoder().decode(object.path("keystore").textValue()))
                .isEqualTo(binary);
    }

    @Test
    void partsStayUsable() {
        SecretValue part = text("still here");
        SecretObject.of(Map.of("a", part)).close();
        assertThat(shown(part)).isEqualTo("still here");
    }

    @Test
    void leavesAreTheTextsAndNumbersInside() {
        List<SecretValue> leaves =
                SecretObject.leaves(text("{\"a\":\"one\",\"b\":[{\"c\":\"two\"},12345,true,null],\"d\":{}}"));
        assertThat(leaves).extracting(SecretObjectTest::shown).containsExactly("one", "two", "12345");
    }

    @Test
    void whatIsNoJsonHasNoLeaves() {
        assertThat(SecretObject.leaves(text("plain text"))).isEmpty();
    }
}
