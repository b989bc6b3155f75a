package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.Objects;

/**
 * Whose ticket it is.
 *
 * @param label for people, and for whoever makes a link of it; saved, so nothing secret
 * @param person the id of who started it; null where nobody did
 */
public record Owner(String label, @CheckForNull String person) implements Serializable {
    public Owner {
        Objects.requireNonNull(label);
    }
}
