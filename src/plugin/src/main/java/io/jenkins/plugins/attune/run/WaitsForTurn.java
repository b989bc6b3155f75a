package io.jenkins.plugins.attune.run;

import hudson.model.queue.CauseOfBlockage;

/** Why an item stays in Jenkins' queue: others come first. Its text is made when somebody looks at it. */
final class WaitsForTurn extends CauseOfBlockage {
    private final ItemTicket ticket;

    WaitsForTurn(ItemTicket ticket) {
        this.ticket = ticket;
    }

    @Override
    public String getShortDescription() {
        return TurnText.get().of(ticket.id());
    }
}
