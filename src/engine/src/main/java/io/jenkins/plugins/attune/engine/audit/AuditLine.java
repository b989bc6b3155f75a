package io.jenkins.plugins.attune.engine.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Objects;

/** Writes an entry as one line of JSON. */
final class AuditLine {
    private static final JsonMapper MAPPER = new JsonMapper();

    private AuditLine() {}

    /** @param fields texts, numbers and collections of them; those that are null are removed */
    static String of(Map<String, Object> fields) {
        fields.values().removeIf(Objects::isNull);
        try {
            return MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }
}
