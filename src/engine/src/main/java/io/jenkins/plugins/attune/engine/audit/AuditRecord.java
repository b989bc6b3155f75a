package io.jenkins.plugins.attune.engine.audit;

/** One entry of the audit log. */
public interface AuditRecord {
    /** One line of JSON, without its end; a line end inside a text is escaped. What is null is left out. */
    String toJson();
}
