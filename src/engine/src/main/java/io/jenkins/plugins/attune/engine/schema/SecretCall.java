package io.jenkins.plugins.attune.engine.schema;

import io.jenkins.plugins.attune.engine.pack.YamlObject;
import java.util.regex.Pattern;

/** Shows how a secret is to be given, to whoever gave it otherwise. */
public final class SecretCall {
    /** What needs no quotes as a key in Groovy. */
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private SecretCall() {}

    /** The right call for a parameter. */
    public static String right(String name) {
        String shown = YamlObject.shown(name);
        String key = IDENTIFIER.matcher(shown).matches() ? shown : "'" + shown + "'";
        return "give it as credentials: [" + key + ": '<credential id>'] in Jenkins, as --secret " + shown
                + "=file:PATH on the command line";
    }
}
