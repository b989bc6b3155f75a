package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;

/**
 * The queues of which the enclosing blocks of a step hold slots; it is part of the body's context, and of its saved
 * state.
 *
 * <p>A step in there that asks for one of them has it already: to wait for a slot that its own block holds would be to
 * wait for ever.
 */
public final class HeldQueues implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeSet<String> keys = new TreeSet<>();

    /** The keys of the outer blocks, and one more. */
    public static HeldQueues of(@CheckForNull HeldQueues outer, String key) {
        HeldQueues held = new HeldQueues();
        if (outer != null) {
            held.keys.addAll(outer.keys);
        }
        held.keys.add(key);
        return held;
    }

    public static Set<String> keys(@CheckForNull HeldQueues held) {
        return held == null ? Set.of() : Set.copyOf(held.keys);
    }
}
