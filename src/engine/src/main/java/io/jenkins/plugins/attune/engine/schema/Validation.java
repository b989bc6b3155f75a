package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.JDKRegularExpressionFactory;
import java.util.List;

/**
 * The one place that calls the validator.
 *
 * <p>It fetches nothing, keeps no schema it has seen, and is set up when first asked, because that costs more than
 * all else a short command does. Safe for use by several threads.
 */
final class Validation {
    /** Most violations reported of one value. */
    static final int MAX_VIOLATIONS = 100;

    private Validation() {}

    static List<Violation> check(ObjectNode schema, JsonNode value) {
        return compile(schema).validate(value).stream()
                .limit(MAX_VIOLATIONS)
                .map(ViolationMessages::of)
                .distinct()
                .toList();
    }

    private static Schema compile(ObjectNode schema) {
        return Holder.REGISTRY.getSchema(schema);
    }

    /** Holds what is set up when first asked for. */
    private static final class Holder {
        private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaCacheEnabled(false)
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .regularExpressionFactory(JDKRegularExpressionFactory.getInstance())
                                .formatAssertionsEnabled(true)
                                .build()));
    }
}
