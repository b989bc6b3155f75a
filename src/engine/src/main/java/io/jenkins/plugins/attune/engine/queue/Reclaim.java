package io.jenkins.plugins.attune.engine.queue;

import java.io.Serializable;
import java.util.Objects;

/**
 * What an owner remembers of its ticket over a restart.
 *
 * @param number that the ticket had
 * @param held whether the owner was told that it holds its slots
 */
public record Reclaim(Request request, long number, boolean held) implements Serializable {
    public Reclaim {
        Objects.requireNonNull(request);
        Bounds.check("number of a ticket", number, 1, Long.MAX_VALUE);
    }
}
