package io.jenkins.plugins.attune.engine.audit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the audit log tells of a change that a person made to a queue.
 *
 * @param by the id of the person
 * @param queue its key
 */
public record QueueAuditEntry(Instant at, String by, String queue, Change change) implements AuditRecord {
    public QueueAuditEntry {
        Objects.requireNonNull(at);
        Objects.requireNonNull(by);
        Objects.requireNonNull(queue);
        Objects.requireNonNull(change);
    }

    /**
     * What was done.
     *
     * @param kind such as {@code settings}, {@code release}, {@code remove}, {@code reset_breaker}
     * @param details one short text each
     * @param owner whose ticket was ended; null where it was another change
     * @param version of the settings that the change made; null where it was another change
     */
    public record Change(
            String kind,
            List<String> details,
            @CheckForNull String owner,
            @CheckForNull Long version) {
        public Change {
            Objects.requireNonNull(kind);
            details = List.copyOf(details);
        }
    }

    @Override
    public String toJson() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", at.toString());
        line.put("by", by);
        line.put("queue", queue);
        line.put("change", change.kind());
        line.put("details", change.details().isEmpty() ? null : change.details());
        line.put("owner", change.owner());
        line.put("version", change.version());
        return AuditLine.of(line);
    }
}
