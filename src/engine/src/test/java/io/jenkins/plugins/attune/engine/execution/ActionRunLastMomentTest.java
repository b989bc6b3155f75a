package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an action starts as the last thing it does is ended with it, though it is hardly a program yet. */
class ActionRunLastMomentTest {
    private static final int TRIES = 150;

    @TempDir
    Path root;

    @Test
    void whatAnActionStartsLastIsEndedWithIt() {
        for (int i = 0; i < TRIES; i++) {
            Script.Running running = new Script(
                            root.resolve(Integer.toString(i)), "setsid sleep 1000 >/dev/null 2>&1 </dev/null &")
                    .start();
            running.run().deliver(new byte[] {'x'});
            running.recorder().awaitEnd();
            running.run().finished().join();
            assertThat(ProcessesOfRun.of(running.request().executionId()))
                    .as("run %d", i)
                    .noneMatch(process -> process.contains("sleep 1000"));
        }
    }
}
