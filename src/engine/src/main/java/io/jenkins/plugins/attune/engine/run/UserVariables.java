package io.jenkins.plugins.attune.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the variables a caller wants in the environment of the process. */
public final class UserVariables {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** They make a loader, a shell or an interpreter run code of somebody else's choice. */
    private static final Set<String> DANGEROUS = Set.of(
            "BASH_ENV",
            "BASHOPTS",
            "ENV",
            "GCONV_PATH",
            "IFS",
            "JAVA_TOOL_OPTIONS",
            "NODE_OPTIONS",
            "PERL5DB",
            "PERL5OPT",
            "PROMPT_COMMAND",
            "PS4",
            "PYTHONHOME",
            "PYTHONINSPECT",
            "PYTHONSTARTUP",
            "RUBYOPT",
            "SHELLOPTS");

    /** Below this length a secret is found in every other word. */
    private static final int SHORTEST_SECRET = 3;

    private UserVariables() {}

    static void check(Map<String, String> variables, Collection<SecretValue> secrets)
            throws InvalidParametersException {
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            checkName(variable.getKey());
            byte[] value = variable.getValue().getBytes(StandardCharsets.UTF_8);
            if (variable.getValue().indexOf('\0') >= 0) {
                throw refused(variable.getKey(), "its value contains the character NUL", null);
            }
            for (SecretValue secret : secrets) {
                if (secret.withBytes(bytes -> bytes.length >= SHORTEST_SECRET && contains(value, bytes))) {
                    throw holdsSecret(variable.getKey());
                }
            }
        }
    }

    /**
     * Refuses variables that hold something which is hidden elsewhere, in whatever form.
     *
     * @throws InvalidParametersException naming the first such variable, without its value
     */
    public static void requireNoSecret(Map<String, String> variables, SecretMask mask)
            throws InvalidParametersException {
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (!mask.text(variable.getValue()).equals(variable.getValue())) {
                throw holdsSecret(variable.getKey());
            }
        }
    }

    private static InvalidParametersException holdsSecret(String name) {
        return refused(
                name,
                "its value contains a secret, and the environment of a process is no secret",
                "Pass the secret as a parameter that the action declares secret.");
    }

    private static void checkName(String name) throws InvalidParametersException {
        String upper = name.toUpperCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw refused(name, "its name must consist of letters, digits and _", null);
        }
        if (upper.startsWith("ATTUNE_")) {
            throw refused(name, "names that begin with ATTUNE_ are set by the run itself", null);
        }
        if (upper.startsWith("LD_") || upper.startsWith("DYLD_") || DANGEROUS.contains(upper)) {
            throw refused(name, "it would change which code is run", null);
        }
    }

    private static InvalidParametersException refused(String name, String why, @CheckForNull String remedy) {
        return new InvalidParametersException(
                "the environment variable '" + name.replaceAll("[^ -~]", "?") + "' is refused: " + why, null, remedy);
    }

    private static boolean contains(byte[] text, byte[] part) {
        for (int start = 0; start <= text.length - part.length; start++) {
            int i = 0;
            while (i < part.length && text[start + i] == part[i]) {
                i++;
            }
            if (i == part.length) {
                return true;
            }
        }
        return false;
    }
}
