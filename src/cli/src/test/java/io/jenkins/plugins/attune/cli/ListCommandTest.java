package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {
    @TempDir
    private Path root;

    @Test
    void showsPacksWithTheirActionsAndWhatDoesNotRun() {
        Cli cli = new Cli(root)
                .pack("p")
                .action("p.fine", "true")
                .action("p.off", "true", "enabled: false")
                .file("packs/p/actions/flow.yaml", "ref: p.flow", "label: Flow", "workflow_file: flow.workflow.yaml")
                .pack("q")
                .file("packs/q/actions/x.yaml", "ref: q.x", "entry_point: gone.sh");
        assertThat(cli.call("list").out())
                .startsWith("p 1.2.3  packs/p\n")
                .contains("  p.fine             The action fine\n")
                .contains("  p.flow             Flow  (workflow, not run here)\n")
                .contains("  p.off              The action off  (disabled)\n")
                .contains("q 1.2.3  packs/q  1 error, see: attune validate packs/q\n")
                .containsPattern("core \\S+  built in\n")
                .contains("  core.http_request  HTTP request\n");
    }

    @Test
    void saysWhichPackIsHiddenByOneOfTheSameName() throws IOException {
        Cli cli = new Cli(root).pack("p").file("packs/z/pack.yaml", "ref: p", "label: P", "version: 2.0.0");
        assertThat(cli.call("list").out()).contains("packs/z  (not used: a pack of this name comes before)");
        JsonNode packs =
                new JsonMapper().readTree(cli.call("list", "--json").out()).path("packs");
        assertThat(packs).hasSize(3);
        assertThat(packs.path(0).path("shadowed").booleanValue()).isFalse();
        assertThat(packs.path(1).path("shadowed").booleanValue()).isTrue();
        assertThat(packs.path(2).path("directory").textValue()).isEqualTo("built in");
    }
}
