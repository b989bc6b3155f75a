package io.jenkins.plugins.attune.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaException;
import io.jenkins.plugins.attune.engine.pack.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A default value, and the schema that it should fit.
 *
 * <p>A published pack has one that does not fit, and works; so it is worth a warning and no more.
 *
 * @param pointer where the default stands
 * @param schema the schema that has the default
 */
record DefaultCheck(String pointer, ObjectNode schema) {
    private static final String PREFIX = "/";

    /** Checks all defaults of one schema in one go, because making a schema ready costs more than using it. */
    static void run(ObjectNode whole, List<DefaultCheck> defaults, SchemaSource source) {
        if (defaults.isEmpty() || source.failed()) {
            return;
        }
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("$schema", ValueSchema.DIALECT);
        ObjectNode properties = schema.putObject("properties");
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < defaults.size(); i++) {
            ObjectNode one = defaults.get(i).schema();
            properties.set(Integer.toString(i), one);
            value.set(Integer.toString(i), one.get("default"));
        }
        JsonNode definitions = whole.path("$defs");
        if (definitions.isObject()) {
            schema.set("$defs", definitions);
        }
        try {
            report(Validation.check(schema, value), defaults, source);
        } catch (SchemaException e) {
            source.bad(defaults.get(0).pointer(), "the schemas here contradict each other: " + e.getMessage());
        }
    }

    private static void report(List<Violation> violations, List<DefaultCheck> defaults, SchemaSource source) {
        Set<Integer> told = new HashSet<>();
        for (Violation violation : violations) {
            String[] path = violation.pointer().split(PREFIX);
            int index = Integer.parseInt(path[1]);
            if (told.add(index)) {
                String where = path.length > 2 ? "a value in the default " : "the default ";
                source.accept(source.document()
                        .problem(
                                Severity.WARNING,
                                defaults.get(index).pointer(),
                                "bad-default",
                                where + violation.message()));
            }
        }
    }
}
