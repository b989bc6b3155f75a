package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.error.NotAllowedException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoriesTest {
    @TempDir
    private Path root;

    @Test
    void makesADirectoryForThisUserAlone() throws Exception {
        Path control = directories().control();
        assertThat(control).isEqualTo(root.resolve("attune"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(control)))
                .isEqualTo("rwx------");
        assertThat(directories().control()).isEqualTo(control);
    }

    @Test
    void closesADirectoryThatOthersCanRead() throws Exception {
        Path control = Files.createDirectory(root.resolve("attune"));
        Files.setPosixFilePermissions(control, PosixFilePermissions.fromString("rwxr-xr-x"));
        directories().control();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(control)))
                .isEqualTo("rwx------");
    }

    @Test
    void refusesALinkThatSomebodyElseMayHavePutThere() throws Exception {
        Files.createSymbolicLink(root.resolve("attune"), Files.createDirectory(root.resolve("elsewhere")));
        assertThatThrownBy(() -> directories().control())
                .isInstanceOfSatisfying(NotAllowedException.class, error -> assertThat(error.exitCode())
                        .isEqualTo(77));
    }

    @Test
    void keepsItsCacheWhereTheUserKeepsOthers() {
        assertThat(directories("XDG_CACHE_HOME", "/x").cache()).isEqualTo(Path.of("/x/attune"));
        assertThat(directories("HOME", "/h").cache()).isEqualTo(Path.of("/h/.cache/attune"));
    }

    private RunDirectories directories() {
        return directories("XDG_RUNTIME_DIR", root.toString());
    }

    private RunDirectories directories(String name, String value) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(InputStream.nullInputStream(), nowhere, nowhere, question -> null, false);
        return new RunDirectories(new Surroundings(root, Map.of(name, value)::get, terminal, new Services()));
    }
}
