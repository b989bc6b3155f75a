package io.jenkins.plugins.attune.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.OutputFormat;
import io.jenkins.plugins.attune.engine.schema.ValueSchema;
import java.io.Serializable;
import java.util.List;

/**
 * What is needed to read the result of a run when it ends, also after a restart, when pack and plan are gone.
 *
 * @param schema JSON Schema 2020-12 of the result as text; null where the action declares none
 * @param strict whether a result that does not fit fails the run
 * @param warnings what was known before the run began
 * @param secrets JSON pointers to what the action declares secret in its result
 */
public record ResultSpec(
        ActionRef action,
        OutputFormat format,
        @CheckForNull String schema,
        boolean strict,
        List<String> warnings,
        List<String> secrets)
        implements Serializable {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** @param secrets null in what an earlier version saved */
    public ResultSpec(
            ActionRef action,
            OutputFormat format,
            @CheckForNull String schema,
            boolean strict,
            List<String> warnings,
            @CheckForNull List<String> secrets) {
        this.action = action;
        this.format = format;
        this.schema = schema;
        this.strict = strict;
        this.warnings = List.copyOf(warnings);
        this.secrets = secrets == null ? List.of() : List.copyOf(secrets);
    }

    static ResultSpec of(Action action, boolean strict, List<String> warnings) {
        Action.Contract contract = action.contract();
        String schema = contract.output().isOpen()
                ? null
                : contract.output().jsonSchema().toString();
        return new ResultSpec(
                action.ref(),
                contract.outputFormat(),
                schema,
                strict,
                warnings,
                contract.output().secretPointers());
    }

    ValueSchema valueSchema() {
        if (schema == null) {
            return ValueSchema.open();
        }
        try {
            return ValueSchema.ofResult((ObjectNode) MAPPER.readTree(schema));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema that was written here can't be read", e);
        }
    }
}
