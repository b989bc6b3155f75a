package io.jenkins.plugins.attune.engine.execution;

import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Launch;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A pack of one shell script, and how to run it. */
final class Script {
    private final Path root;
    private RunLimits limits = RunLimits.defaults();
    private Map<String, String> variables = Map.of();
    private boolean parameterFile;
    private boolean keys;
    private boolean secretToken;

    private Script(Path root) {
        this.root = root;
    }

    /** One that was written there before, perhaps by another process. */
    static Script at(Path root) {
        return new Script(root);
    }

    Script(Path root, String... lines) {
        this(root);
        try {
            Files.createDirectories(root.resolve("pack/actions"));
            Files.writeString(root.resolve("pack/actions/main.sh"), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Script timeout(Duration timeout) {
        limits = limits.withTimeout(timeout);
        return this;
    }

    Script grace(Duration grace) {
        limits = new RunLimits(limits.timeout(), grace, limits.streamBytes(), limits.resultBytes());
        return this;
    }

    Script streamBytes(long bytes) {
        limits = limits.withStreamBytes(bytes);
        return this;
    }

    Script variables(Map<String, String> more) {
        variables = more;
        return this;
    }

    Script parameterFile() {
        parameterFile = true;
        return this;
    }

    /** A run that has keys. */
    Script withKeys() {
        keys = true;
        return this;
    }

    /** A run that has keys, and may have a secret token for them. */
    Script withSecretToken() {
        secretToken = true;
        return withKeys();
    }

    Path controlRoot() {
        return root.resolve("control");
    }

    RunRequest request() {
        return request(UUID.randomUUID().toString());
    }

    private RunRequest request(String id) {
        RuntimeDescriptor shell = new RuntimeDescriptor(
                "test.shell",
                "Shell",
                List.of("shell"),
                List.of(),
                true,
                new Launch("sh", List.of(), ".sh", Map.of(), null, null),
                List.of());
        Map<String, String> all = new TreeMap<>(variables);
        all.put("ATTUNE_EXEC_ID", id);
        if (keys) {
            all.put("ATTUNE_PACK_REF", "test");
            all.put("ATTUNE_API_TOKEN", secretToken ? RunRequest.SECRET_TOKEN_ALLOWED : id);
        }
        return new RunRequest(
                id,
                new RunRequest.Program(
                        "test.main",
                        "main.sh",
                        new RunRequest.Needed(shell, VersionRange.any()),
                        Map.of(),
                        parameterFile),
                new RunRequest.Place(
                        root.resolve("pack").toString(),
                        controlRoot().toString(),
                        root.resolve("e").toString(),
                        root.resolve("artifacts").toString()),
                all,
                limits);
    }

    /** Starts it without a document. */
    Running start() {
        return start(new Recorder());
    }

    /** Starts it without a document, for this observer. */
    Running start(RunObserver observer) {
        return start(observer, UUID.randomUUID().toString());
    }

    Running start(RunObserver observer, String id) {
        RunRequest request = request(id);
        return new Running(
                request,
                ActionRun.start(request, observer, RunServices.shared()),
                observer instanceof Recorder recorder ? recorder : null);
    }

    /** Runs it to its end with this document. */
    Recorder run(String document) {
        Running running = start();
        running.run().deliver(document.getBytes(StandardCharsets.UTF_8));
        running.recorder().awaitEnd();
        running.run().finished().join();
        return running.recorder();
    }

    record Running(RunRequest request, ActionRun run, Recorder recorder) {}
}
