package io.jenkins.plugins.attune.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackPathTest {
    @ParameterizedTest
    @CsvSource({
        "web.deploy, attune/packs/web/deploy/",
        "api.index, attune/packs/~api/~index/",
        "index.api, attune/packs/~index/~api/",
        "web.a.b, attune/packs/web/a.b/"
    })
    void noNameHidesBehindWhatThePageItselfServes(String action, String path) {
        assertThat(PackPath.ofAction(action)).isEqualTo(path);
        String[] tokens = path.split("/");
        assertThat(PackPath.name(tokens[2]) + "." + PackPath.name(tokens[3])).isEqualTo(action);
    }

    @Test
    void whatIsNoActionHasNoPage() {
        assertThat(PackPath.ofAction("<b>.x")).isNull();
        assertThat(PackPath.ofAction("")).isNull();
    }

    @Test
    void aPageHasOneAddressOnly() {
        assertThat(PackPath.name("~web")).isEqualTo("~web");
    }
}
