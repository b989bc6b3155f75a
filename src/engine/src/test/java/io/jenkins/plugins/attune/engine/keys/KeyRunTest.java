package io.jenkins.plugins.attune.engine.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strangers that ask over and over cost the run as little as can be. */
class KeyRunTest {
    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    private static final long STRANGER = 200;

    @TempDir
    private Path artifacts;

    private final FakeProcesses machine = new FakeProcesses();
    private final List<String> told = new ArrayList<>();
    private KeyRun run;

    @BeforeEach
    void aStranger() {
        machine.add(STRANGER, 1, STRANGER, 5);
        machine.sockets.put(STRANGER, machine.connection.inode());
        run = new KeyRun(
                new KeyOwner("1", "1", "vault", "vault.health", artifacts.toString()),
                new Listener(),
                machine,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    @Test
    void whoIsRefusedAllTheTimeIsNotLookedForEachTime() throws IOException {
        for (int i = 0; i < 1000; i++) {
            assertThat(run.admits(HERE, HERE)).isFalse();
        }
        assertThat(told)
                .containsExactly(
                        "a caller was refused the keys of this run: process 200 (fake), the action has not begun");
        assertThat(machine.named).isBetween(1, 5);
    }

    @Test
    void atMostFiveAreNamed() throws IOException {
        for (long id = STRANGER; id < STRANGER + 10; id++) {
            machine.processes.clear();
            machine.add(id, 1, id, 5);
            machine.sockets.put(id, machine.connection.inode());
            run.admits(HERE, HERE);
        }
        assertThat(told).hasSize(5).last().asString().endsWith("; further ones are only counted");
    }

    /** Keeps what is told. */
    private final class Listener implements KeyListener {
        @Override
        public void written(String reference, byte[] value) {
            throw new AssertionError("nothing is written");
        }

        @Override
        public void read(String reference) {
            throw new AssertionError("nothing is read");
        }

        @Override
        public void refused(String line) {
            told.add(line);
        }
    }
}
