package io.jenkins.plugins.attune.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.attune.engine.run.PackIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private final List<String> problems = new CopyOnWriteArrayList<>();

    @TempDir
    Path root;

    private AuditLog log(Path directory, AuditLog.Size size) {
        return new AuditLog(directory, size, problems::add);
    }

    private static AuditEntry entry(String run, String job) {
        return new AuditEntry(
                Instant.parse("2026-01-02T03:04:05.678Z"),
                new AuditEntry.Caller("ada", "SYSTEM", job, 7),
                new AuditEntry.Subject(
                        run,
                        "p.a",
                        new PackIdentity("p", "1.0.0", "00ff"),
                        "agent",
                        new TreeSet<>(Set.of("id-b", "id-a"))),
                new AuditEntry.Outcome("succeeded", null, 0),
                new AuditEntry.Durations(0L, 1L, 2L, 3));
    }

    @Test
    void aChangeOfAQueueIsOneLineToo() throws IOException {
        try (AuditLog log = log(root, AuditLog.Size.DEFAULT)) {
            Instant at = Instant.parse("2026-01-02T03:04:05.678Z");
            log.add(new QueueAuditEntry(
                    at, "ada", "deploy", new QueueAuditEntry.Change("settings", List.of("paused: a\nb"), null, 7L)));
            log.add(new QueueAuditEntry(
                    at, "ada", "deploy", new QueueAuditEntry.Change("release", List.of(), "job#3", null)));
        }
        assertThat(Files.readAllLines(root.resolve("audit.0.log")))
                .containsExactly(
                        "{\"time\":\"2026-01-02T03:04:05.678Z\",\"by\":\"ada\",\"queue\":\"deploy\","
                                + "\"change\":\"settings\",\"details\":[\"paused: a\\nb\"],\"version\":7}",
                        "{\"time\":\"2026-01-02T03:04:05.678Z\",\"by\":\"ada\",\"queue\":\"deploy\","
                                + "\"change\":\"release\",\"owner\":\"job#3\"}");
    }

    @Test
    void writesOneLineOfJsonPerRun() throws IOException {
        try (AuditLog log = log(root.resolve("100% new"), AuditLog.Size.DEFAULT)) {
            log.add(entry("r1", "folder/job\n{\"forged\": true}"));
            log.add(entry("r2", "job"));
        }
        List<String> lines = Files.readAllLines(root.resolve("100% new/audit.0.log"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .isEqualTo("{\"time\":\"2026-01-02T03:04:05.678Z\",\"startedBy\":\"ada\",\"runsAs\":\"SYSTEM\","
                        + "\"job\":\"job\",\"build\":7,\"run\":\"r2\",\"action\":\"p.a\",\"pack\":\"p\","
                        + "\"packVersion\":\"1.0.0\",\"packSha256\":\"00ff\",\"node\":\"agent\","
                        + "\"credentials\":[\"id-a\",\"id-b\"],\"status\":\"succeeded\",\"exitCode\":0,"
                        + "\"queuedMs\":0,\"environmentMs\":1,\"durationMs\":2,\"totalMs\":3}");
        JsonNode forged = new JsonMapper().readTree(lines.get(0));
        assertThat(forged.path("job").textValue()).isEqualTo("folder/job\n{\"forged\": true}");
        assertThat(problems).isEmpty();
    }

    @Test
    void goesOnWhereItEnded() throws IOException {
        for (String run : List.of("r1", "r2")) {
            try (AuditLog log = log(root, AuditLog.Size.DEFAULT)) {
                log.add(entry(run, "j"));
            }
        }
        assertThat(Files.readAllLines(root.resolve("audit.0.log"))).hasSize(2);
    }

    @Test
    void neverTakesMoreRoomThanAllowed() throws IOException {
        try (AuditLog log = log(root, new AuditLog.Size(2_000, 3))) {
            for (int i = 0; i < 200; i++) {
                log.add(entry("r" + i, "j"));
            }
        }
        try (Stream<Path> files = Files.list(root)) {
            List<Path> all = files.sorted().toList();
            assertThat(all)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("audit.0.log", "audit.1.log", "audit.2.log");
            assertThat(all).allSatisfy(file -> assertThat(Files.size(file)).isBetween(1L, 3_000L));
        }
        assertThat(Files.readString(root.resolve("audit.0.log"))).contains("\"r199\"");
    }

    @Test
    void tellsOfEveryEntryThatIsNotWritten() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "in the way");
        AuditLog log = log(file, AuditLog.Size.DEFAULT);
        log.add(entry("r1", "j"));
        log.add(entry("r2", "j"));
        log.close();
        log.add(entry("r3", "j"));
        assertThat(problems).hasSize(3);
        assertThat(problems.get(0)).contains("is lost").contains("\"r1\"");
        assertThat(problems.get(2)).contains("closed").contains("\"r3\"");
    }
}
