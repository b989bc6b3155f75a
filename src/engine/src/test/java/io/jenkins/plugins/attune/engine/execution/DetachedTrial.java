package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;

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
}
