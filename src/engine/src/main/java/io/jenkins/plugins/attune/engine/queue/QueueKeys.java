package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import java.util.regex.Pattern;

/** What the key of a queue may be: short, on one line, fit for a page, a log and a file. */
public final class QueueKeys {
    /** Longest key, in characters. */
    public static final int MAX_LENGTH = 200;

    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}._:/@=+,()\\[\\]-]"
            + "(?:[\\p{L}\\p{N}._:/@=+,()\\[\\] -]*[\\p{L}\\p{N}._:/@=+,()\\[\\]-])?");
    private static final int MAX_SHOWN = 40;

    private QueueKeys() {}

    /**
     * The key itself.
     *
     * @throws InvalidQueueKeyException where it is none; the message shows no more than its beginning
     */
    public static String check(String key) throws InvalidQueueKeyException {
        String fault = fault(key);
        if (fault != null) {
            throw new InvalidQueueKeyException(
                    fault, "Use letters, digits, single spaces and . _ : / @ = + , ( ) [ ] - for the name of a queue.");
        }
        return key;
    }

    static void require(String key) {
        String fault = fault(key);
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
    }

    @CheckForNull
    private static String fault(String key) {
        if (key.isEmpty()) {
            return "the key of a queue is empty";
        }
        if (key.length() > MAX_LENGTH) {
            return "the key of a queue has " + key.length() + " characters, and at most " + MAX_LENGTH
                    + " are allowed: '" + shown(key) + "'";
        }
        return KEY.matcher(key).matches()
                ? null
                : "the key of a queue has characters that it may not have: '" + shown(key) + "'";
    }

    private static String shown(String key) {
        String line = key.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
    }
}
