package io.jenkins.plugins.attune.engine.allow;

import java.util.Locale;

/** Whether actions of packs may be run that lie in a build's workspace; from the mildest to the strictest. */
public enum WorkspacePacks {
    ALLOWED,
    /** Only in builds of what somebody trusted has written. */
    TRUSTED,
    FORBIDDEN;

    /** @throws IllegalArgumentException where the text is none of them */
    public static WorkspacePacks parse(String text) {
        for (WorkspacePacks one : values()) {
            if (one.toString().equals(text)) {
                return one;
            }
        }
        throw new IllegalArgumentException("must be allowed, trusted or forbidden: " + text);
    }

    /** As people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
