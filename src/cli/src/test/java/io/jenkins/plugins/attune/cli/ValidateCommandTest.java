package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.attune.cli.Cli.Called;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    @TempDir
    private Path root;

    @Test
    void reportsEveryProblemWhereAnEditorCanJumpToIt() {
        Cli cli = new Cli(root)
                .pack("one")
                .file("packs/one/actions/x.yaml", "ref: one.x", "entry_point: gone.sh", "timeout: soon")
                .pack("two")
                .action("two.fine", "true");
        Called called = cli.call("validate");
        assertThat(called.code()).isEqualTo(65);
        assertThat(called.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("packs/one/actions/x.yaml:2:14: error: .* \\[entry-point-not-found]"),
                        line -> assertThat(line).matches("packs/one/actions/x.yaml:3:10: error: .* \\[bad-timeout]"),
                        line -> assertThat(line).isEqualTo("2 packs, 1 action, 2 errors, 0 warnings"));
    }

    @Test
    void writesPathsTheWayTheDirectoryWasGiven() {
        Cli cli = new Cli(root).pack("one").file("packs/one/actions/x.yaml", "ref: one.x", "entry_point: gone.sh");
        assertThat(cli.call("validate", "packs/one").out()).startsWith("packs/one/actions/x.yaml:2:");
        assertThat(cli.call("validate", "./packs/").out()).startsWith("packs/one/actions/x.yaml:2:");
        String absolute = root.resolve("packs").toString();
        assertThat(cli.call("validate", absolute).out()).startsWith(absolute + "/one/actions/x.yaml:2:");
    }

    @Test
    void notesContentThatIsNotUsed() {
        Cli cli = new Cli(root)
                .pack("one")
                .file("packs/one/sensors/a.yaml", "ref: one.a")
                .file("packs/one/sensors/b.yaml", "ref: one.b")
                .file("packs/one/triggers/t.yaml", "ref: one.t");
        Called called = cli.call("validate");
        assertThat(called.code()).isZero();
        assertThat(called.out()).isEqualTo("""
                        packs/one: note: 2 sensors, 1 trigger present and not used
                        1 pack, 0 actions, 0 errors, 0 warnings
                        """);
    }

    @Test
    void givesProgramsTheSameAsJson() throws IOException {
        Cli cli = new Cli(root).pack("one").file("packs/one/actions/x.yaml", "ref: one.x", "entry_point: gone.sh");
        JsonNode document =
                new JsonMapper().readTree(cli.call("validate", "--json").out());
        assertThat(document.at("/summary/errors").intValue()).isEqualTo(1);
        JsonNode problem = document.at("/packs/0/problems/0");
        assertThat(problem.path("file").textValue()).isEqualTo("packs/one/actions/x.yaml");
        assertThat(problem.path("line").intValue()).isEqualTo(2);
        assertThat(problem.path("rule").textValue()).isEqualTo("entry-point-not-found");
    }
}
