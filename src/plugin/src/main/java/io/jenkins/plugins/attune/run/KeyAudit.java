package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import io.jenkins.plugins.attune.audit.AuditTrail;
import io.jenkins.plugins.attune.engine.audit.AuditEntry;
import io.jenkins.plugins.attune.engine.audit.KeyAuditEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the audit log tells of one run's keys, as it happens: references and places, never a value. */
final class KeyAudit {
    private final Applicant run;
    private volatile String action = "";

    KeyAudit(Applicant run) {
        this.run = run;
    }

    void action(String known) {
        action = known;
    }

    void bound(BoundKeys.Origins origins) {
        String places = origins.places().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
        add("bound", new ArrayList<>(origins.places().keySet()), places.isEmpty() ? null : places);
    }

    void read(List<String> references) {
        add("read", references, null);
    }

    void written(String reference, String place) {
        add("written", List.of(reference), place);
    }

    void writeRefused(String reference, @CheckForNull String why) {
        add("write_refused", List.of(reference), why);
    }

    void callerRefused(String line) {
        add("caller_refused", List.of(), line);
    }

    private void add(String kind, List<String> references, @CheckForNull String detail) {
        Cause.UserIdCause starter = run.build().getCause(Cause.UserIdCause.class);
        AuditEntry.Caller caller = new AuditEntry.Caller(
                starter == null ? null : starter.getUserId(),
                run.user().getName(),
                run.build().getParent().getFullName(),
                run.build().getNumber());
        AuditTrail.add(new KeyAuditEntry(
                Instant.now(), caller, run.id(), action, new KeyAuditEntry.Event(kind, references, detail)));
    }
}
