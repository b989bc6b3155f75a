package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FifoEndTest {
    /** More than a pipe takes in bytes. */
    private static final int QUESTIONS = 70_000;

    @TempDir
    Path root;

    private Path fifo;

    @BeforeEach
    void make() throws Exception {
        fifo = root.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
    }

    @Test
    void nobodyHasItOpen() throws IOException {
        assertThat(FifoEnd.hasReader(fifo)).isFalse();
        assertThat(FifoEnd.hasReader(root.resolve("none"))).isFalse();
    }

    @Test
    void isToldForAsLongAsAProcessHasItOpenHoweverOftenItIsAsked() throws Exception {
        Process holder = new ProcessBuilder("sh", "-c", "exec 3<>fifo; echo open; exec sleep 600")
                .directory(root.toFile())
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("open");

        for (int i = 0; i < QUESTIONS; i++) {
            assertThat(FifoEnd.hasReader(fifo)).isTrue();
        }
        holder.destroyForcibly().waitFor();

        assertThat(FifoEnd.hasReader(fifo)).isFalse();
    }
}
