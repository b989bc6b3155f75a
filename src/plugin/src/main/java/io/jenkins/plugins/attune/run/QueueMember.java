package io.jenkins.plugins.attune.run;

/** A step of a pipeline that may have a ticket, and is asked for it when Jenkins has been started. */
public interface QueueMember {
    /** Claims the ticket that the saved state tells of; goes on with nothing yet. Must not block. */
    void claimTicket();
}
