package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskDispatcher;

/**
 * Keeps items in Jenkins' queue until it is their turn. Asked last: an item takes its place in the line when it is this,
 * and nothing else, that keeps it.
 */
@Extension(ordinal = ItemDispatcher.LAST)
public final class ItemDispatcher extends QueueTaskDispatcher {
    static final double LAST = -1_000_000;

    @Override
    @CheckForNull
    public CauseOfBlockage canRun(Queue.Item item) {
        return ItemTickets.get().blockage(item);
    }
}
