package io.jenkins.plugins.attune.engine.audit;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the audit log tells of a change of the packs that are installed.
 *
 * @param by the id of the person; {@code SYSTEM} where the configuration asked for it
 * @param change such as {@code install_pack}, {@code remove_pack}
 * @param pack as it was asked for
 */
public record PackAuditEntry(Instant at, String by, String change, String pack, Outcome outcome)
        implements AuditRecord {
    public PackAuditEntry {
        Objects.requireNonNull(at);
        Objects.requireNonNull(by);
        Objects.requireNonNull(change);
        Objects.requireNonNull(pack);
        Objects.requireNonNull(outcome);
    }

    /**
     * What came of it.
     *
     * @param status {@code done}, {@code refused} or {@code error}
     * @param version that is installed now; null where nothing was
     * @param hash of its content
     * @param origin where it came from
     * @param reason why it failed
     */
    public record Outcome(
            String status,
            @CheckForNull String version,
            @CheckForNull String hash,
            @CheckForNull String origin,
            @CheckForNull String reason) {
        public Outcome {
            Objects.requireNonNull(status);
        }

        /** Nothing is installed now that was not before. */
        public static Outcome of(String status, @CheckForNull String reason) {
            return new Outcome(status, null, null, null, reason);
        }
    }

    @Override
    public String toJson() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", at.toString());
        line.put("by", by);
        line.put("change", change);
        line.put("pack", pack);
        line.put("status", outcome.status());
        line.put("version", outcome.version());
        line.put("hash", outcome.hash());
        line.put("origin", outcome.origin());
        line.put("reason", outcome.reason());
        return AuditLine.of(line);
    }
}
