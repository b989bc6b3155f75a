package io.jenkins.plugins.attune.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: signals, a reader that goes away, the exit code. */
@Timeout(value = 60, unit = SECONDS)
class ProcessTest {
    @TempDir
    private Path root;

    private Cli cli;
    private Process process;

    @BeforeEach
    void begin() {
        cli = new Cli(root).pack("p").action("p.forever", "echo $$; while :; do echo y; sleep 0.1; done");
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        process.destroyForcibly();
        assertThat(cli.leftovers()).isEmpty();
    }

    @Test
    void stopsTheActionAndCleansUpWhenItIsInterrupted() throws Exception {
        start("run", "p.forever");
        long action;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            action = Long.parseLong(out.readLine());
            assertThat(out.readLine()).isEqualTo("y");
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor()).isEqualTo(130);
        }
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("attune: interrupted; the action was stopped\n");
        // One that is dead and not yet collected has no command any more.
        await().atMost(10, SECONDS).until(() -> ProcessHandle.of(action)
                .flatMap(one -> one.info().command())
                .isEmpty());
    }

    @Test
    void stopsTheActionWhenNobodyReadsItsOutputAnyMore() throws Exception {
        start("run", "p.forever");
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).isNotEmpty();
        out.close();
        assertThat(process.waitFor()).isEqualTo(141);
        assertThat(process.getErrorStream().readAllBytes()).isEmpty();
    }

    @Test
    void passesOutputOnWhileTheActionRuns() throws Exception {
        cli.action("p.asks", "echo first; while [ ! -e '" + root.resolve("go") + "' ]; do sleep 0.1; done; exit 9");
        start("run", "p.asks");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("first");
            assertThat(process.isAlive()).isTrue();
            cli.file("go");
            assertThat(process.waitFor()).isEqualTo(9);
        }
    }

    @Test
    void logsNothingOfItsOwn() throws Exception {
        start("run", "core.echo", "message=x", "--json");
        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).startsWith("{\"action\":\"core.echo\"");
        assertThat(process.waitFor()).isZero();
        assertThat(process.getErrorStream().readAllBytes()).isEmpty();
    }

    private void start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().putAll(cli.environment());
        process = builder.start();
    }
}
