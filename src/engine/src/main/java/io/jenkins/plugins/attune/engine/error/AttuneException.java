package io.jenkins.plugins.attune.engine.error;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * What went wrong, where, and what a person can do about it; one subclass per kind a user can act on.
 *
 * <p>Messages are shown to people and stored in logs, so none may hold the value of a parameter marked secret.
 */
public abstract class AttuneException extends Exception {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private final String place;

    @CheckForNull
    private final String remedy;

    /**
     * @param what one sentence: what went wrong and why, naming pack, action or path
     * @param place file, or file:line:column, or null where no file is at fault
     * @param remedy one sentence: what to do, or null where {@code what} says it already
     */
    protected AttuneException(
            String what, @CheckForNull String place, @CheckForNull String remedy, @CheckForNull Throwable cause) {
        super(what, cause);
        this.place = place;
        this.remedy = remedy;
    }

    /** The exit code of the command line for this kind of error. */
    public abstract int exitCode();

    /** A stable name of the kind, as {@code status} in results shows it: lower case words joined by {@code _}. */
    public abstract String kind();

    @CheckForNull
    public final String place() {
        return place;
    }

    @CheckForNull
    public final String remedy() {
        return remedy;
    }

    /** Everything a person needs, on up to three lines. */
    public final String describe() {
        StringBuilder text = new StringBuilder();
        if (place != null) {
            text.append(place).append(": ");
        }
        text.append(getMessage());
        if (remedy != null) {
            text.append("\n  ").append(remedy);
        }
        return text.toString();
    }
}
