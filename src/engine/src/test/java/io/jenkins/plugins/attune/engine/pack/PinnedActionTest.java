package io.jenkins.plugins.attune.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinnedActionTest {
    @Test
    void theVersionIsThatOfThePackAndMayBeLeftOut() {
        assertThat(PinnedAction.parse("github.create_issue"))
                .isEqualTo(new PinnedAction(ActionRef.parse("github.create_issue"), null));
        assertThat(PinnedAction.parse("github.create_issue@0.1.0"))
                .isEqualTo(new PinnedAction(ActionRef.parse("github.create_issue"), "0.1.0"));
        assertThat(PinnedAction.parse("github.create_issue@>=0.1,<1.0").version())
                .isEqualTo(">=0.1,<1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"github.x@", "github.x@ ", "github@0.1.0.x", "github.x@newest", "@1", "x"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> PinnedAction.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
