package io.jenkins.plugins.attune.engine.queue;

/** How long the last 512 tickets that were granted had waited, in milliseconds; 0 where none was granted. */
public record Waits(long p50Millis, long p95Millis, long maxMillis) {
    public static final Waits NONE = new Waits(0, 0, 0);
}
