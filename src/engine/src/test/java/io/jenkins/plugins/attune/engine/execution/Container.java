package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Another place on this machine, with processes and mounts of its own, that sees of a directory only the workspace and
 * its temporary directory; what {@code docker run} and {@code docker exec} make of an image, without the image.
 */
final class Container implements AutoCloseable {
    private static final Path SCRIPT = Path.of("src", "test", "resources", "container.sh");

    private final Process process;

    private Container(Process process) {
        this.process = process;
    }

    /** One that does not see what is in {@code hidden}, but for the workspace in it. */
    static Container start(Path hidden) {
        return start(hidden, temporary(hidden));
    }

    /** @param seen the second directory that it sees */
    static Container start(Path hidden, Path seen) {
        try {
            Files.createDirectories(workspace(hidden));
            Files.createDirectories(temporary(hidden));
            Files.createDirectories(seen);
            Process process = new ProcessBuilder(
                            "unshare",
                            "--map-root-user",
                            "--mount",
                            "--pid",
                            "--fork",
                            "--kill-child",
                            "--mount-proc",
                            "sh",
                            SCRIPT.toAbsolutePath().toString(),
                            hidden.toString(),
                            workspace(hidden).toString(),
                            seen.toString())
                    .redirectErrorStream(true)
                    .start();
            assertThat(process.inputReader().readLine())
                    .as("namespaces of an unprivileged user")
                    .isEqualTo("up");
            return new Container(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path workspace(Path hidden) {
        return hidden.resolve("workspace/a job");
    }

    static Path temporary(Path hidden) {
        return hidden.resolve("workspace/a job@tmp");
    }

    /** What runs a command in it, as {@code docker exec} does. */
    TestLauncher exec(Map<String, String> variables) {
        return TestLauncher.command(prefix(), variables);
    }

    /** What runs a command in it, as the exec API of Kubernetes is used. */
    TestLauncher shell(Map<String, String> variables) {
        return TestLauncher.shell(prefix(), variables);
    }

    /** Nothing of this process's environment goes in. */
    private List<String> prefix() {
        List<String> prefix = new ArrayList<>(List.of("nsenter", "--target", Long.toString(init()), "--user"));
        prefix.addAll(List.of("--preserve-credentials", "--mount", "--pid", "env", "-i", "PATH=/usr/bin:/bin"));
        return prefix;
    }

    private long init() {
        return process.toHandle()
                .children()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the container has ended"))
                .pid();
    }

    /** Ends all that is in it, with no chance to do anything more. */
    void kill() {
        ProcessHandle.of(init()).ifPresent(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
