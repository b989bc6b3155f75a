package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.Duration;

/**
 * How long a ticket waits.
 *
 * @param waitMillis in the line, from when it enters; null for as long as it takes
 * @param offerMillis for who must first be asked: how long slots are kept for it until it confirms that it starts; null
 *     for who starts as soon as it is granted
 */
public record Patience(
        @CheckForNull Long waitMillis, @CheckForNull Long offerMillis) implements Serializable {
    public static final Patience ENDLESS = new Patience(null, null);

    public Patience {
        if (waitMillis != null) {
            Bounds.check("time to wait, in milliseconds,", waitMillis, 1, Long.MAX_VALUE);
        }
        if (offerMillis != null) {
            Bounds.check("time for an offer, in milliseconds,", offerMillis, 1, Long.MAX_VALUE);
        }
    }

    public static Patience of(Duration wait) {
        return new Patience(wait.toMillis(), null);
    }

    public Patience offeredFor(Duration offer) {
        return new Patience(waitMillis, offer.toMillis());
    }
}
