package io.jenkins.plugins.attune.engine.queue;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A ticket that somebody wants.
 *
 * @param id of the caller's making, one for each ticket, such as a run's
 * @param claims each of another key, granted together or not at all
 * @param ahead whether it goes before all who are not: for whoever holds slots by another ticket already, and would
 *     else wait behind somebody who waits for those
 */
public record Request(String id, List<Claim> claims, Owner owner, Patience patience, boolean ahead)
        implements Serializable {
    /** Most keys of one ticket: each is looked at whenever one of them changes. */
    public static final int MAX_CLAIMS = 32;

    private static final int MAX_ID_LENGTH = 500;

    /** One that takes its place at the end of the line. */
    public Request(String id, List<Claim> claims, Owner owner, Patience patience) {
        this(id, claims, owner, patience, false);
    }

    public Request {
        Bounds.check("length of a ticket's id", id.length(), 1, MAX_ID_LENGTH);
        claims = List.copyOf(claims);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(patience);
        Bounds.check("number of a ticket's keys", claims.size(), 1, MAX_CLAIMS);
        Set<String> keys = new HashSet<>();
        for (Claim claim : claims) {
            if (!keys.add(claim.key())) {
                throw new IllegalArgumentException("a ticket names the key '" + claim.key() + "' twice");
            }
        }
    }
}
