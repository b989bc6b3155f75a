package io.jenkins.plugins.attune.engine.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.queue.QueueRule;
import java.util.Objects;

/**
 * A pack's own rule for its runs, from a file of {@code policies/}.
 *
 * @param action that it is for; null for all of the pack
 * @param file the declaring file, below the pack's directory
 */
public record PackPolicy(String name, @CheckForNull ActionRef action, QueueRule rule, String file) {
    public PackPolicy {
        Objects.requireNonNull(name);
        Objects.requireNonNull(rule);
        Objects.requireNonNull(file);
    }

    /** Whether it is for a run of this action. */
    public boolean isFor(ActionRef run) {
        return action == null || action.equals(run);
    }
}
