package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.engine.queue.Applied;
import io.jenkins.plugins.attune.engine.queue.AppliedPolicy;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.SettingsVersion;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import java.util.List;

/**
 * Where somebody is in one line.
 *
 * @param policy what applies to the claim
 * @param ahead how many come first
 * @param waiting how many are in the line
 */
record WaitPlace(Claim claim, AppliedPolicy policy, SettingsVersion settings, List<Ticket> holders, Line line) {
    WaitPlace {
        holders = List.copyOf(holders);
    }

    /**
     * The line as a number.
     *
     * @param ahead how many come first
     * @param waiting how many are in it
     */
    record Line(int ahead, int waiting) {}

    int ahead() {
        return line.ahead();
    }

    int waiting() {
        return line.waiting();
    }

    boolean paused() {
        return settings.settings().paused();
    }

    /** Whether this line is what keeps its first one waiting, as far as can be seen from here. */
    boolean isFull() {
        Applied<Integer> limit = policy.limit();
        return paused() || limit != null && holders.size() >= limit.value() || policy.rate() != null;
    }
}
