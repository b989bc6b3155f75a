package io.jenkins.plugins.attune.engine.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Probe;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs of one place, this machine or a container, as far as the search for an interpreter wants to know. */
public interface Programs {
    /** The absolute path of a program in the directories of a {@code PATH}. */
    Optional<String> find(String binary, String path);

    /** What a program that was found says to a probe. */
    Answer ask(String binary, Probe probe);

    /** Whether the program is what the probe looks for, and its version where it names one. */
    record Answer(boolean fits, @CheckForNull Version version) {
        private static final Logger LOGGER = Logger.getLogger(Programs.class.getName());

        private static final Pattern ANY_VERSION = Pattern.compile("[0-9]+(?:\\.[0-9]+)+[0-9A-Za-z.+-]*");

        /** It did not answer, or not like what was looked for. */
        public static Answer no() {
            return new Answer(false, null);
        }

        /** Makes sense of what it said. */
        public static Answer of(int status, String said, Probe probe) {
            if (status != 0) {
                return no();
            }
            if (probe.pattern() == null) {
                return new Answer(true, version(ANY_VERSION.matcher(said)));
            }
            Matcher matcher = Pattern.compile(probe.pattern()).matcher(said);
            if (!matcher.find()) {
                return no();
            }
            return new Answer(
                    true, matcher.groupCount() > 0 ? parse(matcher.group(1)) : version(ANY_VERSION.matcher(said)));
        }

        @CheckForNull
        private static Version version(Matcher matcher) {
            return matcher.find() ? parse(matcher.group()) : null;
        }

        @CheckForNull
        private static Version parse(String text) {
            try {
                return Version.parse(text);
            } catch (IllegalArgumentException e) {
                LOGGER.log(Level.FINE, e, () -> "an interpreter calls its version " + text);
                return null;
            }
        }
    }
}
