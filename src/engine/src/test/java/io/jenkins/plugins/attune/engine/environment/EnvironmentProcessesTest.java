package io.jenkins.plugins.attune.engine.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentProcessesTest {
    private static final int PROCESSES = 8;
    private static final int REQUESTS = 25;

    @TempDir
    Path directory;

    /** The first builder hangs until it is killed, installer and all; its installer would spoil what others build. */
    @Test
    void eightProcessesBuildOnceAlthoughTheFirstBuilderIsKilled() throws Exception {
        Machine machine = new Machine(directory);
        machine.pack("one", "wants", "something\n");
        Path installer = directory.resolve("installer.sh");
        Files.write(
                installer,
                List.of(
                        "echo $$ >>" + directory + "/begun",
                        "touch $1/half",
                        "if mkdir " + directory + "/first 2>/dev/null; then",
                        "  while :; do touch $1/spoilt; sleep 0.1; done",
                        "fi",
                        "[ -e $1/half ] || exit 9",
                        "echo done >>" + directory + "/built"));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(start(installer));
        }
        Path begun = directory.resolve("begun");
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(begun) && Files.size(begun) > 0);

        Process builder = builder(machine, processes);
        builder.destroyForcibly().waitFor();

        Set<String> said = new HashSet<>();
        for (Process process : processes) {
            if (process != builder) {
                said.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            }
        }
        assertThat(said).containsExactly("got " + REQUESTS);
        assertThat(Files.readAllLines(begun)).hasSize(2);
        assertThat(directory.resolve("built")).hasContent("done");
        EnvironmentStatus status =
                new Inventory(machine.root(), machine.clock()).list().get(0);
        assertThat(status.state()).isEqualTo(EnvironmentStatus.State.READY);
        assertThat(machine.root().resolve(status.id()).resolve("spoilt")).doesNotExist();
        long orphan = Long.parseLong(Files.readAllLines(begun).get(0));
        await().until(() -> !LivingProcess.isThere(orphan));
        machine.close();
    }

    private Process builder(Machine machine, List<Process> processes) throws Exception {
        String id = Inventory.ids(machine.root()).first();
        Map<String, String> note = StateFile.read(new Slot(machine.root(), id).building());
        return processes.stream()
                .filter(process -> process.pid() == StateFile.number(note, "pid"))
                .findFirst()
                .orElseThrow();
    }

    private Process start(Path installer) throws Exception {
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EnvironmentWorker.class.getName(),
                        directory.toString(),
                        installer.toString(),
                        Integer.toString(REQUESTS))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .start();
    }
}
