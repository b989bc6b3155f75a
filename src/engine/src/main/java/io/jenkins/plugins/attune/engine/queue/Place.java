package io.jenkins.plugins.attune.engine.queue;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** A ticket's place in one line; a link of that line's list. Guarded by the lock of {@link Queues}. */
final class Place {
    private final Waiter waiter;
    private final Line line;
    private final Claim claim;
    private AppliedPolicy policy;
    private long seenVersion = -1;
    private long seenRevision = -1;

    @CheckForNull
    Place before;

    @CheckForNull
    Place behind;

    boolean linked;

    Place(Waiter waiter, Line line, Claim claim) {
        this.waiter = waiter;
        this.line = line;
        this.claim = claim;
        this.policy = claim.policy();
    }

    Waiter waiter() {
        return waiter;
    }

    Line line() {
        return line;
    }

    /** See {@link Waiter#rank}. */
    long rank() {
        return waiter.rank();
    }

    @CheckForNull
    String person() {
        return waiter.request().owner().person();
    }

    Claim claim() {
        return claim;
    }

    /** What applies to it now, with what the administrator has set. */
    AppliedPolicy policy() {
        long version = line.settings().version();
        long revision = line.standing().revision();
        if (version != seenVersion || revision != seenRevision) {
            policy = line.policy(claim);
            seenVersion = version;
            seenRevision = revision;
        }
        return policy;
    }
}
