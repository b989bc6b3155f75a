package io.jenkins.plugins.attune.engine.keys;

import java.io.IOException;

/** A run may not write the key that it wants to write; the message is for the action's author, and never holds the value. */
public final class KeyRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    public KeyRefusedException(String message) {
        super(message);
    }
}
