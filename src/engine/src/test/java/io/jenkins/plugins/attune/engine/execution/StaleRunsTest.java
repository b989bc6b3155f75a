package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleRunsTest {
    @TempDir
    Path root;

    private Path ledger;
    private Path memory;
    private ControlDirectory control;

    @BeforeEach
    void begin() throws IOException {
        ledger = root.resolve("runs");
        memory = Files.createDirectory(root.resolve("memory"));
        control = ControlDirectory.at(
                root.resolve("control").resolve(UUID.randomUUID().toString()));
        now().enter(ledger, control);
        control.create();
    }

    @Test
    void runThatLivesIsLeftAlone() throws Exception {
        Process supervisor = new ProcessBuilder("sleep", "1000")
                .redirectInput(new File("/dev/null"))
                .start();
        try {
            parameters();
            Path inMemory = inMemory();
            Files.writeString(control.file("supervisor"), supervisor.pid() + "\n");

            in(StaleRuns.KEPT.plusDays(1)).sweep(ledger);

            assertThat(control.file("files/parameters")).exists();
            assertThat(inMemory).exists();
        } finally {
            supervisor.destroyForcibly().waitFor();
        }
    }

    @Test
    void parametersOfARunThatDiedGoAndWhatItWroteStaysForAWhile() throws IOException {
        parameters();
        dead();
        Path inMemory = inMemory();
        Files.writeString(control.file("out.head"), "output");

        now().sweep(ledger);
        assertThat(control.file("files/parameters")).exists();
        assertThat(inMemory).exists();

        in(StaleRuns.YOUNG.plusMinutes(1)).sweep(ledger);
        assertThat(control.file("files")).doesNotExist();
        assertThat(inMemory).doesNotExist();
        assertThat(control.file("out.head")).exists();

        in(StaleRuns.KEPT.minusHours(1)).sweep(ledger);
        assertThat(control.file("out.head")).exists();

        in(StaleRuns.KEPT.plusHours(1)).sweep(ledger);
        assertThat(control.path()).doesNotExist();
        assertThat(ledger).isEmptyDirectory();
    }

    @Test
    void processThatTookOverTheIdOfASupervisorDoesNotKeepItsFiles() throws IOException {
        parameters();
        Path supervisor = Files.writeString(
                control.file("supervisor"), ProcessHandle.current().pid() + "\n");
        Files.setLastModifiedTime(supervisor, FileTime.from(Instant.now().minus(Duration.ofDays(1))));

        in(StaleRuns.YOUNG.plusMinutes(1)).sweep(ledger);

        assertThat(control.file("files")).doesNotExist();
    }

    @Test
    void processesOfARunThatNobodyHasAskedForAreKilled() throws Exception {
        dead();
        ProcessBuilder builder = new ProcessBuilder("sleep", "1000").redirectInput(new File("/dev/null"));
        builder.environment()
                .put(ProcessTree.MARKER, control.path().getFileName().toString());
        Process orphan = builder.start();

        in(StaleRuns.KEPT.plusDays(1)).sweep(ledger);

        assertThat(orphan.waitFor()).isEqualTo(128 + 9);
        assertThat(control.path()).doesNotExist();
    }

    @Test
    void entryOfARunThatLeftNothingIsStruckOff() throws IOException {
        now().strike(ledger, control);
        assertThat(entry()).isSymbolicLink();
        control.delete();

        now().sweep(ledger);
        assertThat(entry()).isSymbolicLink();
        in(StaleRuns.YOUNG.plusMinutes(1)).sweep(ledger);
        assertThat(Files.exists(entry(), LinkOption.NOFOLLOW_LINKS)).isFalse();

        now().enter(ledger, control);
        now().strike(ledger, control);
        assertThat(Files.exists(entry(), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void nothingThatIsNoneOfItsOwnIsTouched() throws IOException {
        Path target = Files.createDirectory(root.resolve("somebody's"));
        Files.writeString(target.resolve("file"), "");
        Files.createSymbolicLink(memory.resolve("attune-link"), target);
        Files.createDirectory(memory.resolve("other"));
        Files.writeString(ledger.resolve("note"), "");
        control.delete();
        control.create();
        Files.createSymbolicLink(control.file("files"), target);
        dead();

        in(StaleRuns.KEPT.plusDays(1)).sweep(ledger);

        assertThat(target.resolve("file")).exists();
        assertThat(memory.resolve("other")).exists();
        assertThat(ledger.resolve("note")).exists();
        assertThat(control.path()).doesNotExist();
    }

    private Path entry() {
        return ledger.resolve(control.path().getFileName());
    }

    private void parameters() throws IOException {
        Files.createDirectory(control.file("files"));
        Files.writeString(control.file("files/parameters"), "s3cr3t");
    }

    private Path inMemory() throws IOException {
        Path directory =
                Files.createDirectory(memory.resolve("attune-" + control.path().getFileName()));
        Files.createSymbolicLink(directory.resolve("control"), control.path());
        return Files.writeString(directory.resolve("parameters"), "s3cr3t");
    }

    /** A supervisor that ended before anything could be written. */
    private void dead() throws IOException {
        Files.writeString(control.file("supervisor"), "999999999\n");
    }

    private StaleRuns now() {
        return in(Duration.ZERO);
    }

    private StaleRuns in(Duration later) {
        return new StaleRuns(memory, Clock.offset(Clock.systemUTC(), later));
    }
}
