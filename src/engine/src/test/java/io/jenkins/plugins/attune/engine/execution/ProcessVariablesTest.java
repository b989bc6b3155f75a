package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.execution.ProcessVariables.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessVariablesTest {
    private static final int TRIES = 300;

    @TempDir
    Path directory;

    /** Environments with blanks for zero bytes; the length is what the kernel says it is. */
    @ParameterizedTest
    @CsvSource({
        "'ID=1 A=2 ', S, 100, 109, YES",
        "'A=2 ID=1 ', S, 100, 109, YES",
        "'A=2 ID=12 ', S, 100, 110, NO",
        "'A=2 XID=1 ', S, 100, 110, NO",
        "'', S, 100, 100, NO",
        "'', R, 0, 0, NOT_YET_KNOWN",
        "'', R, 100, 109, NOT_YET_KNOWN",
        "'A', S, 100, 109, NOT_YET_KNOWN",
        "'', Z, 0, 0, NO"
    })
    void answerIsNoOnlyWhereTheWholeEnvironmentWasSeen(
            String variables, String state, int start, int end, Answer answer) throws Exception {
        process(variables, state, 4096, start, end);

        assertThat(ProcessVariables.of(directory).ask("ID", "1")).isEqualTo(answer);
    }

    @Test
    void threadsOfTheKernelHaveNoEnvironment() throws Exception {
        process("", "S", 0, 0, 0);

        assertThat(ProcessVariables.of(directory).ask("ID", "1")).isEqualTo(Answer.NO);
    }

    @Test
    void processThatIsGoneCarriesNothing() {
        assertThat(ProcessVariables.of(directory.resolve("1")).ask("ID", "1")).isEqualTo(Answer.NO);
    }

    /** One in thirty is just becoming {@code setsid} or {@code sleep}. */
    @Test
    void whatWasStartedAMomentAgoIsEnded() throws Exception {
        for (int i = 0; i < TRIES; i++) {
            String id = "moment-" + ProcessHandle.current().pid() + "-" + i + "-";
            ProcessBuilder starter = new ProcessBuilder("sh", "-c", "setsid sleep 1000 >/dev/null 2>&1 &");
            starter.environment().put(ProcessTree.MARKER, id);
            assertThat(starter.start().waitFor()).isZero();

            new ProcessTree(Path.of("/proc")).kill(id);

            assertThat(ProcessesOfRun.of(id)).as("try %d", i).isEmpty();
        }
    }

    private void process(String variables, String state, int memory, int start, int end) throws IOException {
        Files.writeString(directory.resolve("environ"), variables.replace(' ', '\0'));
        String[] fields = new String[50];
        Arrays.fill(fields, "1");
        fields[0] = state;
        fields[20] = Integer.toString(memory);
        fields[47] = Integer.toString(start);
        fields[48] = Integer.toString(end);
        Files.writeString(directory.resolve("stat"), "7 (a) Z b) " + String.join(" ", fields) + "\n");
    }
}
