package io.jenkins.plugins.attune.engine.queue;

/** How a ticket ended. */
public enum Ending {
    /** It gave its slots back. */
    RELEASED,
    /** It left the line, or turned down its offer. */
    CANCELLED,
    /** It waited longer than it wanted to. */
    TIMED_OUT,
    /** A circuit breaker opened while it waited. */
    REFUSED,
    /** Whoever asked for it is no more. */
    ABANDONED
}
