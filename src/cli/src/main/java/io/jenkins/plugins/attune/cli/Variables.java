package io.jenkins.plugins.attune.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code --env NAME=VALUE}; which names are allowed is for the engine to say. */
final class Variables {
    private Variables() {}

    static Map<String, String> parse(List<String> arguments) throws UsageException {
        Map<String, String> variables = new TreeMap<>();
        for (String argument : arguments) {
            int sign = argument.indexOf('=');
            if (sign <= 0) {
                throw new UsageException("--env expects NAME=VALUE", null);
            }
            if (variables.put(argument.substring(0, sign), argument.substring(sign + 1)) != null) {
                throw new UsageException("--env gives " + argument.substring(0, sign) + " twice", null);
            }
        }
        return variables;
    }
}
