package io.jenkins.plugins.attune.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPatternTest {
    private final ObjectNode parameters = JsonNodeFactory.instance
            .objectNode()
            .put("env", "prod")
            .put("port", 8080)
            .put("dry", true)
            .put("a.b", "dotted")
            .put("dollar", "${parameters.env}")
            .put("odd", "a\nb")
            .put("spaced", " x")
            .putNull("nothing")
            .put("token", "hunter2");

    private String resolve(String text) throws InvalidQueueKeyException {
        parameters.putArray("list").add(1);
        return new KeyPattern(text)
                .resolve(new KeyPattern.Values("web.deploy", "web", parameters, Set.of("token", "key")));
    }

    @ParameterizedTest
    @CsvSource({
        "nightly, nightly",
        "${action}, web.deploy",
        "${pack}, web",
        "deploy-${parameters.env}, deploy-prod",
        "${pack}:${parameters.env}/${parameters.port}, web:prod/8080",
        "${parameters.dry}, true",
        "${parameters.a.b}, dotted",
        "größe 1, größe 1"
    })
    void takesValuesOfTheRun(String text, String key) throws InvalidQueueKeyException {
        assertThat(resolve(text)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "key"})
    void takesNoSecret(String name) {
        assertThatThrownBy(() -> resolve("x-${parameters." + name + "}"))
                .isInstanceOf(InvalidQueueKeyException.class)
                .hasMessageContaining("which is secret")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "nothing", "list", "odd", "spaced", "dollar"})
    void whatCanNotBeFilledInIsAnError(String name) {
        assertThatThrownBy(() -> resolve("${parameters." + name + "}")).isInstanceOf(InvalidQueueKeyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${env}", "${parameters.}", "${parameters.env", "a ${", "${}", "${a{b}}"})
    void anythingElseInBracesIsRefused(String text) {
        assertThatThrownBy(() -> new KeyPattern(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyIsBounded() {
        parameters.put("env", "x".repeat(QueueKeys.MAX_LENGTH));

        assertThatThrownBy(() -> resolve("-${parameters.env}"))
                .isInstanceOf(InvalidQueueKeyException.class)
                .hasMessageContaining("has 201 characters, and at most 200 are allowed")
                .hasMessageContaining("…");
    }

    @Test
    void rulesForOneKeyBecomeOneClaimUnderTheStrictest() throws InvalidQueueKeyException {
        PolicySource pack = new PolicySource(PolicySource.Kind.PACK, "the pack");
        PolicySource fallback = new PolicySource(PolicySource.Kind.DEFAULT, "the default");
        KeyPattern.Values values = new KeyPattern.Values("web.deploy", "web", parameters, Set.of());

        List<Claim> claims = new ClaimPlan(values)
                .add(new QueueRule(KeyPattern.ACTION, Policy.limit(1)), fallback)
                .add(new QueueRule(KeyPattern.ACTION, Policy.limit(3)), pack)
                .add(new QueueRule(new KeyPattern("web.deploy"), Policy.limit(4).withMaxWaiting(7)), World.STEP)
                .add(new QueueRule(KeyPattern.PACK, Policy.NONE), pack)
                .claims();

        assertThat(claims).extracting(Claim::key).containsExactly("web.deploy", "web");
        assertThat(claims.get(0).policy().limit()).hasToString("3 (the pack)");
        assertThat(claims.get(0).policy().maxWaiting()).hasToString("7 (the step)");
        World world = new World();
        assertThat(world.queues.needed(claims)).containsExactly(claims.get(0));
    }
}
