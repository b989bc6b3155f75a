package io.jenkins.plugins.attune.engine.queue;

/**
 * Numbers of one queue since it was last empty, or of all queues since they were opened.
 *
 * @param waiting how many wait
 * @param running how many hold slots or are offered them
 * @param granted how many were let through
 * @param oldestMillis how long the oldest of those who wait has waited; 0 where nobody waits
 */
public record QueueStatistics(int waiting, int running, long granted, Waits waits, long oldestMillis) {}
