package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.cli.Cli.Called;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packs of this repository are sound, and their own tests pass. */
class ShippedPacksTest {
    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({"packs/core, 1", "packs/examples, 3"})
    void passTheirOwnTests(String directory, int suites) {
        Cli cli = new Cli(root);

        Called called = cli.call("test", Documents.root().resolve(directory).toString());

        assertThat(called.out()).endsWith(suites + " passed, 0 failed, 0 skipped\n");
        assertThat(called.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"packs/core", "packs/examples"})
    void haveNoProblem(String directory) {
        Cli cli = new Cli(root);

        Called called = cli.call("validate", Documents.root().resolve(directory).toString());

        assertThat(called.out()).contains(" 0 errors, 0 warnings");
        assertThat(called.code()).isZero();
    }
}
