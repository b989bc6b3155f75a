package io.jenkins.plugins.attune.environment;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Computer;
import hudson.model.TaskListener;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Removes old environments from all agents that are connected, once an hour.
 *
 * <p>An agent that builds environments does so by itself, too; this is for those that run nothing any more. Agents are asked
 * one after the other on the thread of this work, each within its own limit.
 */
@Extension
public final class EnvironmentCare extends AsyncPeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(EnvironmentCare.class.getName());

    public EnvironmentCare() {
        super("Removal of old Attune environments");
    }

    @Override
    public long getRecurrencePeriod() {
        return Duration.ofHours(1).toMillis();
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }

    @Override
    protected void execute(TaskListener listener) throws InterruptedException {
        InstallSettings.Limits limits =
                AttuneConfiguration.get().getEnvironments().limits();
        for (Computer computer : Jenkins.get().getComputers()) {
            AgentEnvironments agent = AgentEnvironments.of(computer);
            if (agent != null) {
                prune(computer.getName(), agent, limits, listener);
            }
        }
    }

    private static void prune(
            String name, AgentEnvironments agent, InstallSettings.Limits limits, TaskListener listener)
            throws InterruptedException {
        try {
            List<String> gone = agent.prune(limits);
            if (!gone.isEmpty()) {
                listener.getLogger().println("removed from '" + name + "': " + String.join(", ", gone));
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "old environments of agent '" + name + "' could not be removed");
        }
    }
}
