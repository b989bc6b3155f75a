package io.jenkins.plugins.attune.engine.environment;

import java.util.List;
import java.util.regex.Pattern;

/** Hides passwords in what installers say: those that were given, and whatever stands before the host of a URL. */
final class Redaction {
    private static final String HIDDEN = "****";
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^\\s/@'\"]+(?=@)");
    private static final Pattern TOKEN =
            Pattern.compile("((?:_authToken|_password|_auth)\\s*=\\s*)\\S+", Pattern.CASE_INSENSITIVE);

    private final List<String> passwords;

    /** @param passwords in every form in which they were written into a configuration file */
    Redaction(List<String> passwords) {
        this.passwords = passwords.stream().filter(form -> !form.isEmpty()).toList();
    }

    /** Only URLs and tokens of configuration files. */
    static String ofUrls(String text) {
        return new Redaction(List.of()).apply(text);
    }

    String apply(String text) {
        String shown = text;
        for (String password : passwords) {
            shown = shown.replace(password, HIDDEN);
        }
        return TOKEN.matcher(USER_INFO.matcher(shown).replaceAll(HIDDEN)).replaceAll("$1" + HIDDEN);
    }

    /** How much it hides, not what. */
    @Override
    public String toString() {
        return "Redaction[" + passwords.size() + "]";
    }
}
