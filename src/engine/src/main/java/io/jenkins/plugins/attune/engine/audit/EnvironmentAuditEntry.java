package io.jenkins.plugins.attune.engine.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the audit log tells of a change that a person made to the environments of a machine.
 *
 * @param by the id of the person
 * @param change such as {@code remove_environments}
 * @param node of Jenkins
 * @param environments ids of those that were changed
 */
public record EnvironmentAuditEntry(Instant at, String by, String change, String node, List<String> environments)
        implements AuditRecord {
    public EnvironmentAuditEntry {
        Objects.requireNonNull(at);
        Objects.requireNonNull(by);
        Objects.requireNonNull(change);
        Objects.requireNonNull(node);
        environments = List.copyOf(environments);
    }

    @Override
    public String toJson() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", at.toString());
        line.put("by", by);
        line.put("node", node);
        line.put("change", change);
        line.put("environments", environments);
        return AuditLine.of(line);
    }
}
