package io.jenkins.plugins.attune.engine.audit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the audit log tells of the keys of a run: references and where they came from or went to, never a value.
 *
 * @param action as far as it was known
 */
public record KeyAuditEntry(Instant at, AuditEntry.Caller caller, String run, String action, Event event)
        implements AuditRecord {
    /**
     * What happened.
     *
     * @param kind {@code bound}, {@code read}, {@code written}, {@code write_refused} or {@code caller_refused}
     * @param keys references
     * @param detail such as where each comes from; null where there is nothing to say
     */
    public record Event(
            String kind, List<String> keys, @CheckForNull String detail) {
        public Event {
            keys = List.copyOf(keys);
        }
    }

    @Override
    public String toJson() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", at.toString());
        line.put("startedBy", caller.startedBy());
        line.put("runsAs", caller.runsAs());
        line.put("job", caller.job());
        line.put("build", caller.build());
        line.put("run", run);
        line.put("action", action);
        line.put("event", "keys_" + event.kind());
        line.put("keys", event.keys().isEmpty() ? null : event.keys());
        line.put("detail", event.detail());
        return AuditLine.of(line);
    }
}
