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

class KeysCommandTest {
    @TempDir
    private Path root;

    private Cli cli;

    @BeforeEach
    void begin() {
        cli = new Cli(root)
                .pack("v")
                .action(
                        "v.read",
                        "true",
                        "parameters:",
                        "  credential_key: {type: string, default: v.credentials, description: The key.}",
                        "  output_key: {type: string, required: true, description: Attune Key that is made.}",
                        "  entity_key: {type: string}")
                .action("v.off", "true", "enabled: false")
                .action("v.plain", "true")
                .file(
                        "packs/v/README.md",
                        "# V",
                        "```json",
                        "{\"not\": \"this\"}",
                        "```",
                        "Every action takes `credential_key`:",
                        "```json",
                        "{\"url\": \"https://v\", \"token\": \"REDACTED\"}",
                        "```")
                .file(
                        "packs/v/lib/client.py",
                        "from attune.api_client.api.secrets import get_key",
                        "from attune.api_client.api.events import create_event",
                        "get_key.sync_detailed(client=c, key_ref=ref)");
    }

    @Test
    void countsActionsAndNamesKeysAndWhatStandsInTheWay() {
        Called called = cli.call("keys");

        assertThat(called.code()).isZero();
        assertThat(called.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "pack actions can run want keys write not run; keys",
                        "v 3 2 1 1 1 disabled; v.credentials",
                        " asks the platform for events",
                        " calls get_key(key_ref=…), which no release of attune-sdk up to 0.5.4 takes",
                        "total of 1 3 2 1 1 1 disabled");
    }

    @Test
    void tellsTheSameAsJson() throws IOException {
        JsonNode told = new JsonMapper().readTree(cli.call("keys", "--json").out());

        assertThat(told.get("total").get("wantKeys").intValue()).isOne();
        assertThat(told.get("packs").get(0).get("remarks")).hasSize(2);
    }

    @Test
    void showTellsOfAnActionWhatItsKeyHolds() throws IOException {
        assertThat(cli.call("show", "v.read").out())
                .contains("  credential_key  asks for v.credentials: --key v.credentials=file:PATH\n"
                        + "      with url, token (README.md, line 7)\n"
                        + "  output_key  writes the key it names: --write-key REFERENCE=file:PATH\n")
                .doesNotContain("entity_key  asks");
        JsonNode keys = new JsonMapper()
                .readTree(cli.call("show", "v.read", "--json").out())
                .get("keys");
        assertThat(keys.get(0).get("fields").get(1).textValue()).isEqualTo("token");
        assertThat(cli.call("show", "v.plain").out()).doesNotContain("Keys");
    }
}
