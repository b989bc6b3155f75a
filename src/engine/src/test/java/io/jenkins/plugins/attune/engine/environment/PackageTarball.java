package io.jenkins.plugins.attune.engine.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A package as npm takes it from a file. */
final class PackageTarball {
    private PackageTarball() {}

    /** Packs a directory; its place in the file is called {@code package}, as npm wants it. */
    static Path of(Path directory, Path tarball) throws Exception {
        Path staged = Files.createTempDirectory(tarball.getParent(), "staged");
        Files.createSymbolicLink(staged.resolve("package"), directory);
        Process tar =
                new ProcessBuilder("tar", "-czhf", tarball.toString(), "-C", staged.toString(), "package").start();
        assertThat(tar.waitFor(Machine.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(tar.exitValue()).isZero();
        return tarball;
    }
}
