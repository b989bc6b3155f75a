package io.jenkins.plugins.attune.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedKeysTest {
    private static NamedKeys keys(String action, String given) throws Exception {
        PackCatalog catalog = new PackCatalog(
                List.of(new PackLoader(List.of()).load(PackArchive.core().snapshot())));
        return NamedKeys.of(catalog.resolveRunnable(ActionRef.parse(action)).action(), (ObjectNode)
                new JsonMapper().readTree(given));
    }

    @Test
    void aCallHasToDoWithWhatItsParametersNameAndWithItsPack() throws Exception {
        NamedKeys keys = keys("core.echo", "{\"message\":\"vault_credentials\",\"other\":[\"x\"]}");
        assertThat(keys).accepts("vault_credentials", "core.login").rejects("x", "other", "corex", "vault", "");
    }

    @Test
    void aDefaultCountsWhereNothingIsGiven() throws Exception {
        assertThat(keys("core.http_request", "{\"url\":\"u\"}")).accepts("GET");
        assertThat(keys("core.http_request", "{\"url\":\"u\",\"method\":\"POST\"}"))
                .rejects("GET");
    }

    @Test
    void aTemplateIsWrittenInYamlOrJsonAndReadAgain() {
        Map<String, Object> template = KeyTemplate.parse("url: https://v\nlogin: {p: \"#password\"}\nn: 1\n");
        assertThat(template).isEqualTo(Map.of("url", "https://v", "login", Map.of("p", "#password"), "n", 1));
        assertThat(KeyTemplate.parse(KeyTemplate.text(template))).isEqualTo(template);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "text", "{}", "a: [", "password: #password", "in: {password: }"})
    void aTemplateThatCanNotBeMeantIsRefused(String text) {
        assertThatThrownBy(() -> KeyTemplate.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("template");
    }
}
