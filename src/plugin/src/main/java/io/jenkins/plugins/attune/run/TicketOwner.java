package io.jenkins.plugins.attune.run;

/** Whose ticket it is, as far as it must be told of it. Called outside every lock, by any thread; must not block. */
interface TicketOwner {
    /** The slots are held; may come twice. */
    void granted();

    /** Slots are kept for a ticket that must be confirmed; may come again. */
    default void offered() {}

    /** Whether the ticket stays although there is no build that goes on; its owner then gives it back. */
    default boolean needsNoBuild() {
        return false;
    }

    /** There is no ticket any more, and the slots were never held, or were taken away. */
    void refused(Exception why);

    /** The build is over or was deleted; whoever still goes on must end, and give the slots back. */
    void buildGone();
}
