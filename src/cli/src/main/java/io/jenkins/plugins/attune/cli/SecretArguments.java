package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Fetches the secrets that {@code --secret} and {@code --key} name; none is ever part of an argument or of a message.
 *
 * <p>A variable can't be read without a {@code String}, which stays in memory for a while; files and prompts can.
 */
final class SecretArguments {
    private static final String PROMPT = "prompt";
    private static final String FROM_VARIABLE = "env:";
    private static final String FROM_FILE = "file:";

    private final Surroundings surroundings;
    private final InputFiles files;
    private final String kind;
    private final Predicate<String> exact;

    private SecretArguments(Surroundings surroundings, String kind, Predicate<String> exact) {
        this.surroundings = surroundings;
        this.kind = kind;
        this.exact = exact;
        this.files = new InputFiles(surroundings);
    }

    /** @param exact tells of a parameter whether a file's content is passed on to the last byte */
    static SecretArguments forParameters(Surroundings surroundings, Predicate<String> exact) {
        return new SecretArguments(surroundings, "secret", exact);
    }

    static SecretArguments forKeys(Surroundings surroundings) {
        return new SecretArguments(surroundings, "key", name -> false);
    }

    /** The secrets by name; the caller closes them. */
    Map<String, SecretValue> read(List<String> arguments) throws UsageException, IOException {
        Map<String, SecretValue> secrets = new TreeMap<>();
        boolean done = false;
        try {
            for (String argument : arguments) {
                int sign = argument.indexOf('=');
                String name = sign < 0 ? argument : argument.substring(0, sign);
                if (secrets.containsKey(name)) {
                    throw new UsageException("the " + kind + " '" + name + "' is given twice", null);
                }
                secrets.put(name, fetch(name, sign < 0 ? "" : argument.substring(sign + 1)));
            }
            done = true;
            return secrets;
        } finally {
            if (!done) {
                secrets.values().forEach(SecretValue::close);
            }
        }
    }

    private SecretValue fetch(String name, String source) throws UsageException, IOException {
        if (name.isEmpty()) {
            throw unknownSource(name);
        }
        if (PROMPT.equals(source)) {
            return ask(name);
        }
        if (source.startsWith(FROM_VARIABLE)) {
            return fromVariable(name, source.substring(FROM_VARIABLE.length()));
        }
        if (source.startsWith(FROM_FILE)) {
            byte[] content = files.read(source.substring(FROM_FILE.length()), "the " + kind + " '" + name + "'");
            return SecretValue.taking(exact.test(name) ? content : withoutNewline(content));
        }
        throw unknownSource(name);
    }

    /** The source stays out of the message: whoever gets this wrong has put the secret there. */
    private UsageException unknownSource(String name) {
        String shown = name.isEmpty() ? "name" : name;
        return new UsageException(
                "--" + kind + " says where a secret is to be read, never the secret itself",
                "Give it as " + option(shown) + "=env:VARIABLE, " + option(shown) + "=file:PATH or " + option(shown)
                        + "=prompt.");
    }

    private String option(String name) {
        return "--" + kind + " " + name;
    }

    private SecretValue ask(String name) throws UsageException {
        char[] typed = surroundings.terminal().prompt().ask(name + ": ");
        if (typed == null) {
            throw new UsageException(
                    "the " + kind + " '" + name + "' is to be typed in, and there is no terminal",
                    "Give it as " + option(name) + "=env:VARIABLE or " + option(name) + "=file:PATH.");
        }
        return wiping(typed);
    }

    private SecretValue fromVariable(String name, String variable) throws UsageException {
        String value = surroundings.environment().apply(variable);
        if (value == null) {
            throw new UsageException(
                    "the " + kind + " '" + name + "' is to come from the environment, and its variable is not set",
                    "Name the variable without a dollar sign: " + option(name) + "=env:VARIABLE.");
        }
        return wiping(value.toCharArray());
    }

    private static SecretValue wiping(char[] characters) {
        try {
            return SecretValue.of(characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** Editors end a file with a newline that belongs to no password. */
    private static byte[] withoutNewline(byte[] content) {
        int length = content.length;
        if (length > 0 && content[length - 1] == '\n') {
            length--;
            if (length > 0 && content[length - 1] == '\r') {
                length--;
            }
        }
        return length == content.length ? content : InputFiles.resize(content, length);
    }
}
