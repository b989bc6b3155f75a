package io.jenkins.plugins.attune.engine.environment;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;

/**
 * What builds of one process share.
 *
 * @param executor for builds; each takes two threads while it lasts
 * @param timer for their time limits
 * @param machine looks a variable of this machine up; gives null where it is not set
 */
public record BuildMeans(
        Executor executor,
        ScheduledExecutorService timer,
        ProcessMarks marks,
        UnaryOperator<String> machine,
        Clock clock) {}
