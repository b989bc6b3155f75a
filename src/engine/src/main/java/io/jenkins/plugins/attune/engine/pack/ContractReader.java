package io.jenkins.plugins.attune.engine.pack;

import io.jenkins.plugins.attune.engine.delivery.ParameterDelivery;
import io.jenkins.plugins.attune.engine.delivery.ParameterFormat;
import io.jenkins.plugins.attune.engine.pack.Action.Contract;
import io.jenkins.plugins.attune.engine.schema.SchemaReader;
import io.jenkins.plugins.attune.engine.schema.SchemaReader.Kind;
import io.jenkins.plugins.attune.engine.schema.ValueSchema;
import java.util.function.Consumer;

/** Reads what an action's file says of what goes in and what comes out. */
final class ContractReader {
    private ContractReader() {}

    static Contract read(YamlObject fields, Consumer<Problem> problems) {
        ParameterDelivery delivery = DeliveryReader.read(fields, "parameter_delivery");
        ParameterFormat format = Choices.read(fields, "parameter_format", "bad-format", ParameterFormat.JSON);
        OutputFormat outputFormat = Choices.read(fields, "output_format", "bad-output-format", OutputFormat.TEXT);
        ValueSchema parameters = schema(fields, "parameters", Kind.PARAMETERS, problems);
        String output = fields.has("output") ? "output" : "output_schema";
        return new Contract(delivery, format, outputFormat, parameters, schema(fields, output, Kind.OUTPUT, problems));
    }

    private static ValueSchema schema(YamlObject fields, String name, Kind kind, Consumer<Problem> problems) {
        return fields.has(name)
                ? SchemaReader.read(fields.document(), fields.pointer(name), kind, problems)
                : ValueSchema.open();
    }
}
