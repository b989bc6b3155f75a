package io.jenkins.plugins.attune.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serializable;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretValueTest {
    private static final String TEXT = "swörd€fish";

    @Test
    void showsItselfToNobody() {
        SecretValue secret = SecretValue.of(TEXT.toCharArray());

        assertThat(secret).hasToString("****").isNotInstanceOf(Serializable.class);
        assertThat(String.valueOf(secret)).doesNotContain(TEXT);
    }

    @Test
    void isAsterisksInJson() throws Exception {
        SecretValue secret = SecretValue.of(TEXT.toCharArray());

        assertThat(new JsonMapper().writeValueAsString(Map.of("a", List.of(secret))))
                .isEqualTo("{\"a\":[\"****\"]}");
    }

    @Test
    void knowsTextAndPutsTheRestIntoBase64() {
        byte[] valid = ("x".repeat(4095) + "€".repeat(5000)).getBytes(StandardCharsets.UTF_8);
        byte[] cut = Arrays.copyOf(valid, valid.length - 1);

        assertThat(SecretValue.taking(new byte[0]).isText()).isTrue();
        assertThat(SecretValue.taking(valid).isText()).isTrue();
        assertThat(SecretValue.taking(cut).isText()).isFalse();
        assertThat(SecretValue.taking(new byte[] {(byte) 0xC0, (byte) 0x80}).isText())
                .isFalse();
        SecretValue encoded =
                SecretValue.taking(new byte[] {(byte) 0xFB, (byte) 0xFF}).base64();
        assertThat(encoded.<String>withBytes(bytes -> new String(bytes, StandardCharsets.US_ASCII)))
                .isEqualTo("+/8=");
    }

    @Test
    void lendsBytesAndCharacters() throws Exception {
        SecretValue secret = SecretValue.of(TEXT.toCharArray());

        byte[] bytes = secret.withBytes(byte[]::clone);
        String characters = secret.withCharacters(CharBuffer::toString);

        assertThat(bytes).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
        assertThat(characters).isEqualTo(TEXT);
    }

    @Test
    void wipesLentCharactersAfterTheCall() throws Exception {
        SecretValue secret = SecretValue.of(TEXT.toCharArray());
        CharBuffer[] kept = new CharBuffer[1];

        secret.withCharacters(characters -> kept[0] = characters);

        assertThat(kept[0].toString()).doesNotContain("fish").matches("\0+");
    }

    @Test
    void wipesItsBytesAndIsUselessThen() {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        SecretValue secret = SecretValue.taking(bytes);

        secret.close();

        assertThat(bytes).containsOnly(0);
        assertThatThrownBy(() -> secret.withBytes(b -> b)).isInstanceOf(IllegalStateException.class);
    }
}
