package io.jenkins.plugins.attune.engine.queue;

/** Where a ticket is. */
public enum TicketState {
    WAITING,
    /** Slots are kept for it until it confirms. */
    OFFERED,
    /** It holds its slots. */
    HELD,
    ENDED
}
