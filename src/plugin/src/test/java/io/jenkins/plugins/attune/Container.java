package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Another place on this machine, with processes and mounts of its own, that sees of a directory only a workspace and
 * the temporary directory beside it; what {@code docker run} makes of an image, without the image.
 */
final class Container implements AutoCloseable {
    private static final Path SCRIPT = Path.of("..", "engine", "src", "test", "resources", "container.sh");

    private final Process process;

    private Container(Process process) {
        this.process = process;
    }

    /** @param hidden holds the workspace */
    static Container start(Path hidden, Path workspace) throws IOException {
        Path temporary = workspace.resolveSibling(workspace.getFileName() + "@tmp");
        Files.createDirectories(workspace);
        Files.createDirectories(temporary);
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
                        workspace.toString(),
                        temporary.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader().readLine())
                .as("namespaces of an unprivileged user")
                .isEqualTo("up");
        return new Container(process);
    }

    /** What a command is put behind to run in it. */
    List<String> enter() {
        return List.of(
                "nsenter",
                "--target",
                Long.toString(init().pid()),
                "--user",
                "--preserve-credentials",
                "--mount",
                "--pid");
    }

    /** How it names its processes, as {@code /proc/self/ns/pid} shows it. */
    String processes() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc", Long.toString(init().pid()), "ns", "pid"))
                .toString();
    }

    private ProcessHandle init() {
        return process.toHandle()
                .children()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the container has ended"));
    }

    @Override
    public void close() {
        init().destroyForcibly();
        process.onExit().join();
    }
}
