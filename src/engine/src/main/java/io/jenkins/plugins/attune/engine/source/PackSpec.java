package io.jenkins.plugins.attune.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.runtime.Version;
import io.jenkins.plugins.attune.engine.runtime.VersionRange;
import java.util.regex.Pattern;

/**
 * A pack asked for by name, such as {@code github}, {@code github@0.1.0} or {@code github@>=0.1,<1.0}.
 *
 * @param version a version, or a range of them; null where any will do
 */
public record PackSpec(String ref, @CheckForNull String version) {
    private static final Pattern REF = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    public PackSpec {
        if (!isRef(ref)) {
            throw new IllegalArgumentException(
                    "'" + EntryName.shown(ref) + "' is no name of a pack: lower case letters, digits, '_' and '-'");
        }
        if (version != null) {
            if (version.isBlank()) {
                throw new IllegalArgumentException("the version of the pack '" + ref + "' is missing after '@'");
            }
            VersionRange.parse(version);
        }
    }

    /**
     * Reads {@code name} or {@code name@version}.
     *
     * @throws IllegalArgumentException where the text is neither; the message says why
     */
    public static PackSpec parse(String text) {
        int at = text.indexOf('@');
        return at < 0 ? new PackSpec(text, null) : new PackSpec(text.substring(0, at), text.substring(at + 1));
    }

    static boolean isRef(String text) {
        return text.length() < ActionRef.MAX_LENGTH / 2 && REF.matcher(text).matches();
    }

    /** Whether a pack of this version is meant, too. */
    public boolean admits(String offered) {
        if (version == null || version.equals(offered)) {
            return true;
        }
        try {
            return VersionRange.parse(version).admits(Version.parse(offered));
        } catch (IllegalArgumentException noVersion) {
            // What is no version in numbers is only ever equal to itself.
            return false;
        }
    }

    @Override
    public String toString() {
        return version == null ? ref : ref + "@" + version;
    }
}
