package io.jenkins.plugins.attune.engine.audit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.run.PackIdentity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the audit log tells of one run. Of parameters and credentials there are names and ids, never a value.
 *
 * @param ended when it was known how the run ended, or that it would not begin
 */
public record AuditEntry(Instant ended, Caller caller, Subject subject, Outcome outcome, Durations durations)
        implements AuditRecord {
    /**
     * Who asked for it.
     *
     * @param startedBy who started the build; null where no person did
     * @param runsAs in whose name the build runs
     * @param job full name
     */
    public record Caller(@CheckForNull String startedBy, String runsAs, String job, int build) {}

    /**
     * What was run, and where.
     *
     * @param action as it was asked for
     * @param pack null where the run was refused before it was found
     * @param node null where there was none yet
     * @param credentials ids of all that were looked up for it
     */
    public record Subject(
            String run,
            String action,
            @CheckForNull PackIdentity pack,
            @CheckForNull String node,
            SortedSet<String> credentials) {
        public Subject {
            credentials = new TreeSet<>(credentials);
        }

        @Override
        public SortedSet<String> credentials() {
            return new TreeSet<>(credentials);
        }
    }

    /**
     * How it ended.
     *
     * @param status of the run, or {@code refused}, {@code lost}, {@code error}
     * @param reason kind of the error, where it was refused
     * @param rule that refused it, and where it is set; null where it was something else
     * @param exitCode null where no process ended
     */
    public record Outcome(
            String status,
            @CheckForNull String reason,
            @CheckForNull String rule,
            @CheckForNull Integer exitCode) {
        /** What no rule refused. */
        public Outcome(String status, @CheckForNull String reason, @CheckForNull Integer exitCode) {
            this(status, reason, null, exitCode);
        }
    }

    /**
     * In milliseconds; null where it did not come so far.
     *
     * @param totalMs from the order to the end, on the clock of whoever ordered it
     */
    public record Durations(
            @CheckForNull Long queuedMs,
            @CheckForNull Long environmentMs,
            @CheckForNull Long durationMs,
            long totalMs) {}

    @Override
    public String toJson() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", ended.toString());
        line.put("startedBy", caller.startedBy());
        line.put("runsAs", caller.runsAs());
        line.put("job", caller.job());
        line.put("build", caller.build());
        line.put("run", subject.run());
        line.put("action", subject.action());
        PackIdentity pack = subject.pack();
        if (pack != null) {
            line.put("pack", pack.ref());
            line.put("packVersion", pack.version());
            line.put("packSha256", pack.sha256());
        }
        line.put("node", subject.node());
        line.put("credentials", subject.credentials());
        line.put("status", outcome.status());
        line.put("reason", outcome.reason());
        line.put("rule", outcome.rule());
        line.put("exitCode", outcome.exitCode());
        line.put("queuedMs", durations.queuedMs());
        line.put("environmentMs", durations.environmentMs());
        line.put("durationMs", durations.durationMs());
        line.put("totalMs", durations.totalMs());
        return AuditLine.of(line);
    }
}
