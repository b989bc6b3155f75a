package io.jenkins.plugins.attune.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.engine.audit.AuditEntry;
import io.jenkins.plugins.attune.engine.run.PackIdentity;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PastRunTest {
    @Test
    void takesNamesAndTimesOfTheAuditEntryAndNoCredential() {
        PastRun run = PastRun.of(new AuditEntry(
                Instant.ofEpochMilli(5000),
                new AuditEntry.Caller("ada", "SYSTEM", "team/app", 7),
                new AuditEntry.Subject(
                        "id",
                        "web.deploy",
                        new PackIdentity("web", "1.2.3", "abc"),
                        "agent",
                        new TreeSet<>(List.of("the-credential-id"))),
                new AuditEntry.Outcome("failed", null, 3),
                new AuditEntry.Durations(1L, 2L, 3L, 10)));
        assertThat(run)
                .isEqualTo(new PastRun(
                        "id",
                        "web.deploy",
                        new PastRun.Origin("team/app", 7, "ada", "agent", "1.2.3"),
                        new PastRun.Ending("failed", null, 3),
                        new PastRun.Times(5000, 1L, 2L, 3L, 10)));
        assertThat(run.toString()).doesNotContain("the-credential-id");
    }

    @Test
    void aNameThatSomebodyMadeUpIsCut() {
        PastRun run = new PastRun(
                "id",
                "x".repeat(100_000),
                new PastRun.Origin("job", 1, null, null, null),
                new PastRun.Ending("refused", "unknown_action", null),
                new PastRun.Times(0, null, null, null, 0));
        assertThat(run.action()).hasSize(255);
    }
}
