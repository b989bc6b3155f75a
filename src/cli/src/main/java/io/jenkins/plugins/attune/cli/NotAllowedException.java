package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.error.AttuneException;

/** Going on would put this user's secrets into the hands of another. */
final class NotAllowedException extends AttuneException {
    private static final long serialVersionUID = 1L;

    NotAllowedException(String what, String place, String remedy) {
        super(what, place, remedy, null);
    }

    @Override
    public int exitCode() {
        return ExitCodes.NOT_ALLOWED;
    }

    @Override
    public String kind() {
        return "not_allowed";
    }
}
