package io.jenkins.plugins.attune.engine.error;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** A source of packs does not answer, or does not have what it should; later it may. */
public final class SourceUnavailableException extends AttuneException {
    private static final long serialVersionUID = 1L;

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public SourceUnavailableException(String what, @CheckForNull String place, @CheckForNull String remedy) {
        super(what, place, remedy, null);
    }

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public SourceUnavailableException(
            String what, @CheckForNull String place, @CheckForNull String remedy, @CheckForNull Throwable cause) {
        super(what, place, remedy, cause);
    }

    @Override
    public int exitCode() {
        return 69;
    }

    @Override
    public String kind() {
        return "source_unavailable";
    }
}
