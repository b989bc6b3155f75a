package io.jenkins.plugins.attune.engine.error;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** What a source gave is not taken: it is not what was promised, or it could do harm; nothing of it was kept. */
public final class PackRefusedException extends AttuneException {
    private static final long serialVersionUID = 1L;

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public PackRefusedException(String what, @CheckForNull String place, @CheckForNull String remedy) {
        super(what, place, remedy, null);
    }

    /** @see AttuneException#AttuneException(String, String, String, Throwable) */
    public PackRefusedException(
            String what, @CheckForNull String place, @CheckForNull String remedy, @CheckForNull Throwable cause) {
        super(what, place, remedy, cause);
    }

    @Override
    public int exitCode() {
        return 65;
    }

    @Override
    public String kind() {
        return "pack_refused";
    }
}
