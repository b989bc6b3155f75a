package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.Run;
import io.jenkins.plugins.attune.audit.AuditTrail;
import io.jenkins.plugins.attune.engine.audit.AuditEntry;
import io.jenkins.plugins.attune.engine.history.PastRun;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import io.jenkins.plugins.attune.engine.run.RunStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Collects what the audit log tells of one run, from its order, or its memo where a restart lies between, to its end.
 *
 * <p>Set by the threads that carry the run along, one after the other, and read by whichever of them ends it.
 */
final class RunAudit {
    private static final Logger LOGGER = Logger.getLogger(RunAudit.class.getName());

    private final String id;
    private final Run<?, ?> build;

    private volatile long begun = System.currentTimeMillis();
    private volatile String runsAs;
    private volatile String action = "";
    private volatile boolean lost;
    private volatile SortedSet<String> credentials = Collections.emptySortedSet();

    @CheckForNull
    private volatile String node;

    @CheckForNull
    private volatile RunMemo memo;

    RunAudit(String id, Run<?, ?> build, String runsAs) {
        this.id = id;
        this.build = build;
        this.runsAs = runsAs;
        RecentRuns.get().begun(this);
    }

    String id() {
        return id;
    }

    /** For those who look on. */
    RecentRuns.Going going() {
        return new RecentRuns.Going(id, action, build, begun);
    }

    /** A run that a build was not even begun for. */
    static void refused(Run<?, ?> build, String action, RunLaunch.RefusedException why) {
        RunAudit audit = new RunAudit("", build, Jenkins.getAuthentication2().getName());
        audit.action = action;
        audit.ended(null, why);
    }

    /** Environments that are not built; the history is of actions alone. */
    static void preparationRefused(Run<?, ?> build, String runsAs, String pack, RunLaunch.RefusedException why) {
        RunAudit audit = new RunAudit("", build, runsAs);
        audit.action = pack;
        RecentRuns.get().over(audit);
        AuditTrail.add(audit.entry(null, why));
    }

    void ordered(RunOrder order, BuildPlace place) {
        action = order.action();
        node = place.node().getNodeName();
    }

    void prepared(RunMemo known) {
        memo = known;
        begun = known.origin().begun();
        runsAs = known.origin().user();
        action = known.spec().action().toString();
        node = known.machine();
    }

    /** @param ids of the credentials that were looked up */
    void used(SortedSet<String> ids) {
        credentials = ids;
    }

    /** Nobody will know how the run ended. */
    void lost() {
        lost = true;
    }

    /** Never throws: what fails here must not keep the build from its report. */
    void ended(@CheckForNull RunReport report, @CheckForNull Throwable error) {
        RecentRuns.get().over(this);
        try {
            AuditEntry entry = entry(report, error);
            AuditTrail.add(entry);
            RecentRuns.get().add(PastRun.of(entry));
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "run " + id + " is missing from Attune's audit log or history");
        }
    }

    private AuditEntry entry(@CheckForNull RunReport report, @CheckForNull Throwable error) {
        Instant now = Instant.now();
        Cause.UserIdCause starter = build.getCause(Cause.UserIdCause.class);
        RunMemo known = memo;
        return new AuditEntry(
                now,
                new AuditEntry.Caller(
                        starter == null ? null : starter.getUserId(),
                        runsAs,
                        build.getParent().getFullName(),
                        build.getNumber()),
                new AuditEntry.Subject(
                        id, action, known == null ? null : known.origin().pack(), node, credentials),
                outcome(report, error),
                new AuditEntry.Durations(
                        number(report, "queuedMs"),
                        number(report, "environmentMs"),
                        number(report, "durationMs"),
                        now.toEpochMilli() - begun));
    }

    private AuditEntry.Outcome outcome(@CheckForNull RunReport report, @CheckForNull Throwable error) {
        if (report != null) {
            // Of a run that was stopped the exit code is that of the signal.
            Long code = report.status() == RunStatus.ABORTED ? null : number(report, "exitCode");
            return new AuditEntry.Outcome(report.status().toString(), null, code == null ? null : code.intValue());
        }
        if (!lost && error instanceof RunLaunch.RefusedException refused) {
            return new AuditEntry.Outcome("refused", refused.kind(), refused.rule(), null);
        }
        return new AuditEntry.Outcome(
                lost || NotResumableException.isCauseOf(error) ? "lost" : "error",
                error == null ? null : error.getClass().getSimpleName(),
                null);
    }

    @CheckForNull
    private static Long number(@CheckForNull RunReport report, String name) {
        return report != null && report.result().get(name) instanceof Number number ? number.longValue() : null;
    }
}
