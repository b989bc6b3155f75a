package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.delivery.ParameterDelivery;
import java.util.List;
import java.util.Objects;

/**
 * One declared parameter or field of a result.
 *
 * @param type for people: {@code string}, {@code array of integer}, {@code any}
 * @param immutable fixed by the author: no caller may give it
 * @param defaultValue null where there is none
 * @param allowed the values of {@code enum}; empty where any will do
 * @param delivery null where the parameter travels with the others
 */
public record Property(
        String name,
        String type,
        String description,
        boolean required,
        boolean secret,
        boolean immutable,
        @CheckForNull JsonNode defaultValue,
        List<JsonNode> allowed,
        @CheckForNull ParameterDelivery delivery) {
    public Property {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(description);
        allowed = List.copyOf(allowed);
    }
}
