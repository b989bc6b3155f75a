package io.jenkins.plugins.attune.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.queue.KeyPattern;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EarlyValuesTest {
    private static final KeyPattern KEY = new KeyPattern("${action} ${parameters.message} ${parameters.seconds}");

    private static String key(String json, Set<String> unknown, Set<String> credentials) throws Exception {
        PackCatalog catalog = new PackCatalog(
                List.of(new PackLoader(List.of()).load(PackArchive.core().snapshot())));
        Action action = catalog.resolveRunnable(ActionRef.parse("core.sleep")).action();
        ObjectNode known = (ObjectNode) new JsonMapper().readTree(json);
        return KEY.resolve(EarlyValues.of(action, known, unknown, credentials));
    }

    @Test
    void whatIsGivenAndTheDefaultsMakeTheKey() throws Exception {
        assertThat(key("{\"message\": \"hi\"}", Set.of(), Set.of())).isEqualTo("core.sleep hi 1");
        assertThat(key("{\"message\": \"hi\", \"seconds\": 2.5}", Set.of(), Set.of()))
                .isEqualTo("core.sleep hi 2.5");
    }

    @Test
    void aValueThatIsNotKnownYetIsNotTakenForItsDefault() {
        assertThatThrownBy(() -> key("{\"message\": \"hi\"}", Set.of("seconds"), Set.of()))
                .isInstanceOf(InvalidQueueKeyException.class)
                .hasMessageContaining("has no value");
    }

    @Test
    void aCredentialMakesNoKey() {
        assertThatThrownBy(() -> key("{\"message\": \"hi\"}", Set.of(), Set.of("seconds")))
                .isInstanceOf(InvalidQueueKeyException.class)
                .hasMessageContaining("secret");
    }
}
