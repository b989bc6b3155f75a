package io.jenkins.plugins.attune.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueTokenTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy",
                "job:team/app",
                "person:ada@example.org",
                "..",
                ".",
                "a.b",
                "deploy-prod (eu), [1]=+x",
                "größe",
                "日本",
                "A_b-9"
            })
    void aKeyIsReadAsItWasWritten(String key) {
        String token = QueueToken.of(key);
        assertThat(token).matches("[A-Za-z0-9_~-][A-Za-z0-9._~-]*");
        assertThat(QueueToken.key(token)).contains(key);
    }

    @Test
    void aKeyIsWrittenAsTheManualSays() {
        assertThat(QueueToken.of("job:team/app 2")).isEqualTo("job~3ateam~2fapp~202");
    }

    /** One address for each queue, or rules of a proxy for one would not hold for the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "~",
                "~3",
                "~3g",
                "~3A",
                "~64eploy",
                ".",
                "..",
                "a/b",
                "a b",
                "a:b",
                "%2f",
                "~c3",
                "~00",
                "~0a",
                "~",
                "é"
            })
    void whatIsNotWrittenSoIsNoKey(String token) {
        assertThat(QueueToken.key(token)).isEmpty();
    }
}
