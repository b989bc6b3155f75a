package io.jenkins.plugins.attune.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.AttuneException;

/** The command was called in a way it does not know, or with a file that is not there. */
final class UsageException extends AttuneException {
    private static final long serialVersionUID = 1L;

    static final String KIND = "usage";

    UsageException(String what, @CheckForNull String remedy) {
        super(what, null, remedy, null);
    }

    @Override
    public int exitCode() {
        return ExitCodes.USAGE;
    }

    @Override
    public String kind() {
        return KIND;
    }
}
