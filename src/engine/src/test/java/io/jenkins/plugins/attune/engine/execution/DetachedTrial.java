package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A script's run through a launcher, from the first launch on. */
record DetachedTrial(RunRequest request, DetachedRun run, Recorder recorder) {
    static DetachedTrial start(RunRequest request, TestLauncher launcher) {
        Recorder recorder = new Recorder();
        DetachedRun run = DetachedRun.prepare(request, recorder, RunServices.shared());
        launcher.lead(run);
        return new DetachedTrial(request, run, recorder);
    }

    DetachedTrial deliver(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        run.deliver(bytes);
        await().untilAsserted(() -> assertThat(bytes).containsOnly(0));
        return this;
    }

    Recorder end() {
        return recorder.awaitEnd();
    }

    /** Its processes, wherever they are, as long as this one sees them. */
    List<Path> processes() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .filter(this::isOwn)
                    .toList();
        }
    }

    private boolean isOwn(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                    .contains("ATTUNE_EXEC_ID=" + request.executionId());
        } catch (IOException ended) {
            return false;
        }
    }
}
