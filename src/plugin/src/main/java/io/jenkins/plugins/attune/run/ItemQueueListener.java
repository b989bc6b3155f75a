package io.jenkins.plugins.attune.run;

import hudson.Extension;
import hudson.model.Queue;
import hudson.model.queue.QueueListener;

/** Tells of the items of Jenkins' queue, under its lock. */
@Extension
public final class ItemQueueListener extends QueueListener {
    @Override
    public void onEnterWaiting(Queue.WaitingItem item) {
        ItemTickets.get().entered(item);
    }

    @Override
    public void onEnterBlocked(Queue.BlockedItem item) {
        ItemTickets.get().blocked(item);
    }

    @Override
    public void onEnterBuildable(Queue.BuildableItem item) {
        ItemTickets.get().buildable(item);
    }

    @Override
    public void onLeft(Queue.LeftItem item) {
        ItemTickets.get().left(item);
    }
}
