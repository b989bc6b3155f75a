package io.jenkins.plugins.attune.engine.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.audit.AuditEntry;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.run.PackIdentity;
import java.util.Objects;

/**
 * One run that is over, as lists of runs tell it: names, numbers and times, never a value of a parameter, a result or a
 * credential.
 *
 * <p>Thousands of them are kept in memory, so texts that many have in common are shared.
 *
 * @param id unique to the run
 * @param action as it was asked for, which is no action at all where it was refused for that
 */
public record PastRun(String id, String action, Origin origin, Ending ending, Times times) {
    public PastRun {
        Objects.requireNonNull(id);
        action = action.substring(0, Math.min(action.length(), ActionRef.MAX_LENGTH))
                .intern();
        Objects.requireNonNull(origin);
        Objects.requireNonNull(ending);
        Objects.requireNonNull(times);
    }

    /**
     * Whose run it was, and where.
     *
     * @param job full name
     * @param startedBy who started the build; null where no person did
     * @param node null where there was none yet
     * @param packVersion null where the run was refused before its pack was found
     */
    public record Origin(
            String job,
            int build,
            @CheckForNull String startedBy,
            @CheckForNull String node,
            @CheckForNull String packVersion) {
        public Origin {
            job = job.intern();
            startedBy = shared(startedBy);
            node = shared(node);
            packVersion = shared(packVersion);
        }

        Origin inJob(String name) {
            return new Origin(name, build, startedBy, node, packVersion);
        }
    }

    /**
     * How it ended.
     *
     * @param status of the run, or {@code refused}, {@code lost}, {@code error}
     * @param reason kind of the error; null where there is none
     * @param exitCode null where no process ended
     */
    public record Ending(
            String status,
            @CheckForNull String reason,
            @CheckForNull Integer exitCode) {
        /** Of a run that did all it was to do. */
        public static final String SUCCEEDED = "succeeded";

        public Ending {
            status = status.intern();
            reason = shared(reason);
        }
    }

    /**
     * How long each stage took, in milliseconds; null where it did not come so far.
     *
     * @param ended since the epoch
     * @param totalMs from the order to the end
     */
    public record Times(
            long ended,
            @CheckForNull Long queuedMs,
            @CheckForNull Long environmentMs,
            @CheckForNull Long durationMs,
            long totalMs) {}

    /** What the audit log tells, without the credentials. */
    public static PastRun of(AuditEntry entry) {
        AuditEntry.Subject subject = entry.subject();
        AuditEntry.Caller caller = entry.caller();
        AuditEntry.Durations took = entry.durations();
        PackIdentity pack = subject.pack();
        return new PastRun(
                subject.run(),
                subject.action(),
                new Origin(
                        caller.job(),
                        caller.build(),
                        caller.startedBy(),
                        subject.node(),
                        pack == null ? null : pack.version()),
                new Ending(
                        entry.outcome().status(),
                        entry.outcome().reason(),
                        entry.outcome().exitCode()),
                new Times(
                        entry.ended().toEpochMilli(),
                        took.queuedMs(),
                        took.environmentMs(),
                        took.durationMs(),
                        took.totalMs()));
    }

    PastRun inJob(String name) {
        return new PastRun(id, action, origin.inJob(name), ending, times);
    }

    @CheckForNull
    private static String shared(@CheckForNull String text) {
        return text == null ? null : text.intern();
    }
}
