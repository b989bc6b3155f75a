package io.jenkins.plugins.attune.engine.schema;

import java.util.Objects;

/**
 * One way in which a value breaks its schema.
 *
 * @param pointer JSON pointer to the value at fault; empty for the whole
 * @param rule keyword of the schema, such as {@code minimum}
 * @param message one sentence for people, without the value of anything secret
 */
public record Violation(String pointer, String rule, String message) {
    public Violation {
        Objects.requireNonNull(pointer);
        Objects.requireNonNull(rule);
        Objects.requireNonNull(message);
    }
}
