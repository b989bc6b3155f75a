package io.jenkins.plugins.attune.engine.pack;

import io.jenkins.plugins.attune.engine.delivery.ParameterDelivery;

/** Reads how parameters reach the process, where an action or a single parameter says so. */
public final class DeliveryReader {
    private static final String RULE = "bad-delivery";

    private DeliveryReader() {}

    /** The delivery the field names; standard input where it is absent or, which is reported, names none. */
    public static ParameterDelivery read(YamlObject fields, String name) {
        if (fields.get(name).asText().equals("env")) {
            fields.error(
                    name,
                    RULE,
                    "parameters and secrets never travel in the environment, which every child process inherits and"
                            + " other processes can read; use stdin or file");
            return ParameterDelivery.STDIN;
        }
        return Choices.read(fields, name, RULE, ParameterDelivery.STDIN);
    }
}
