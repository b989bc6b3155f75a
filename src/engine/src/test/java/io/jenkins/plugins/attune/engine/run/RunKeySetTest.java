package io.jenkins.plugins.attune.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.delivery.KeyDocument;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunKeySetTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "é", ".a"})
    void whatIsNoReferenceIsRefusedAndTheValueIsWiped(String reference) {
        KeyDocument key = key("value");

        assertThatThrownBy(() -> RunKeySet.of(Map.of(reference, key)))
                .isInstanceOf(InvalidParametersException.class)
                .hasMessageNotContaining("value");
        assertThatThrownBy(() -> key.json().isText()).hasMessageContaining("wiped");
    }

    @Test
    void moreThanFitsIsRefused() {
        Map<String, KeyDocument> keys = new HashMap<>();
        for (int i = 0; i < 5; i++) {
            keys.put("k" + i, key("x".repeat(1_000_000)));
        }

        assertThatThrownBy(() -> RunKeySet.of(keys))
                .isInstanceOf(InvalidParametersException.class)
                .hasMessageContaining("4194304 bytes together");
    }

    @Test
    void showsReferencesOnly() throws InvalidParametersException {
        assertThat(RunKeySet.of(Map.of("v.credentials", key("hidden")))).hasToString("RunKeySet[v.credentials]");
    }

    @Test
    void emptySetIsOfferedAndNoneIsNot() throws InvalidParametersException {
        assertThat(RunKeySet.of(Map.of()).isOffered()).isTrue();
        assertThat(RunKeySet.none().isOffered()).isFalse();
        assertThat(RunKeySet.none().frame()).hasSize(4);
    }

    private static KeyDocument key(String text) {
        return KeyDocument.of(SecretValue.taking(text.getBytes(StandardCharsets.UTF_8)));
    }
}
