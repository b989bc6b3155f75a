package io.jenkins.plugins.attune.engine.pack;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * The name of an action, {@code <pack>.<action>}; the action's part may hold dots, the pack's may not.
 *
 * @param pack lower case letters, digits, {@code _} and {@code -}
 * @param name letters, digits, {@code _}, {@code -} and dots
 */
public record ActionRef(String pack, String name) implements Serializable, Comparable<ActionRef> {
    /** Longest reference accepted, in characters: it becomes part of queue keys, paths and pages. */
    public static final int MAX_LENGTH = 255;

    static final Pattern PACK = Pattern.compile("[a-z0-9][a-z0-9_-]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    public ActionRef {
        if (!PACK.matcher(pack).matches()
                || !NAME.matcher(name).matches()
                || pack.length() + name.length() >= MAX_LENGTH) {
            throw new IllegalArgumentException("not an action reference <pack>.<action>: " + pack + "." + name);
        }
    }

    /**
     * Reads {@code pack.action}.
     *
     * @throws IllegalArgumentException where the text is no reference
     */
    public static ActionRef parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("not an action reference <pack>.<action>: " + text);
        }
        return new ActionRef(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public int compareTo(ActionRef other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return pack + "." + name;
    }
}
