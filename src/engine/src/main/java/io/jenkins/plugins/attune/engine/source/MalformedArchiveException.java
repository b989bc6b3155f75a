package io.jenkins.plugins.attune.engine.source;

import java.io.IOException;

/** An archive is not made the way its format says, or bends it; the message is one for users. */
final class MalformedArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedArchiveException(String message) {
        super(message);
    }
}
