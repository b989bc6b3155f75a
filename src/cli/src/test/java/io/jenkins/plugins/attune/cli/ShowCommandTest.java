package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.attune.cli.Cli.Called;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowCommandTest {
    @TempDir
    private Path root;

    private Cli cli;

    @BeforeEach
    void begin() {
        cli = new Cli(root)
                .pack("p")
                .action(
                        "p.deploy",
                        "true",
                        "description: Brings it's version to a place.",
                        "timeout: 90",
                        "parameters:",
                        "  version: {type: string, required: true, description: What to bring.}",
                        "  place-name: {type: string, required: true, enum: [it's here, there]}",
                        "  count: {type: integer, default: 2}",
                        "  token: {type: string, secret: true, required: true}",
                        "  pin: {type: string, secret: true, default: hidden}",
                        "output: {url: {type: string, description: Where it is.}}")
                .action("p.off", "true", "enabled: false");
    }

    @Test
    void tellsEverythingThatACallerNeedsToKnow() {
        Called called = cli.call("show", "p.deploy");
        assertThat(called.code()).isZero();
        assertThat(called.out())
                .contains("p.deploy  The action deploy")
                .contains("Brings it's version to a place.")
                .contains("Declared in  packs/p, actions/deploy.yaml")
                .contains("Runner       shell (any version)")
                .contains("Time limit   1m 30s")
                .contains("  version  string, required\n      What to bring.\n")
                .contains("  place-name  string, required, one of it's here | there\n")
                .contains("  count  integer, default 2\n")
                .contains("  token  string, required, secret\n")
                .contains("  pin  string, secret, default ****\n")
                .contains("  url  string\n      Where it is.\n")
                .doesNotContain("hidden");
    }

    @Test
    void showsCallsThatCanBeCopied() {
        assertThat(cli.call("show", "p.deploy").out())
                .contains("attune run p.deploy version=... place-name='it'\\''s here' --secret token=env:TOKEN\n")
                .contains("attuneRun action: 'p.deploy', parameters: [version: '...', 'place-name': 'it\\'s here'], "
                        + "credentials: [token: 'id-of-token']\n");
    }

    @Test
    void saysWhyAnActionDoesNotRun() {
        assertThat(cli.call("show", "p.off").out())
                .contains("Does not run here: ")
                .contains("disabled");
    }

    @Test
    void givesProgramsTheSameAsJson() throws IOException {
        Called called = cli.call("show", "p.deploy", "--json");
        JsonNode document = new JsonMapper().readTree(called.out());
        assertThat(document.path("ref").textValue()).isEqualTo("p.deploy");
        assertThat(document.path("timeoutSeconds").intValue()).isEqualTo(90);
        assertThat(document.path("parameters").findValuesAsText("name"))
                .containsExactly("version", "place-name", "count", "token", "pin");
        assertThat(document.at("/parameters/3/secret").booleanValue()).isTrue();
        assertThat(called.out()).doesNotContain("hidden");
    }
}
