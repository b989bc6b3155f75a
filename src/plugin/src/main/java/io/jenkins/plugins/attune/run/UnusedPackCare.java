package io.jenkins.plugins.attune.run;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.engine.pack.UnusedPacks;
import io.jenkins.plugins.attune.packs.LibraryPack;
import io.jenkins.plugins.attune.packs.PackLibrary;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.agents.ControllerToAgentFileCallable;
import jenkins.model.Jenkins;

/**
 * Removes packs from all agents that are connected, once a day, where they are installed no more and no run has asked for
 * them for long.
 *
 * <p>Agents are asked one after the other on the thread of this work, each within a limit.
 */
@Extension
public final class UnusedPackCare extends AsyncPeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(UnusedPackCare.class.getName());

    /** Beyond the time that a run may take. */
    static final Duration AGE = Duration.ofDays(30);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    public UnusedPackCare() {
        super("Removal of unused Attune packs");
    }

    @Override
    public long getRecurrencePeriod() {
        return Duration.ofDays(1).toMillis();
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }

    @Override
    protected void execute(TaskListener listener) throws IOException, InterruptedException {
        Set<String> kept = PackLibrary.get().shelf().packs().stream()
                .map(LibraryPack::hash)
                .collect(Collectors.toCollection(HashSet::new));
        int longest = AttuneConfiguration.get().getLimits().getMaxTimeout();
        Remove remove = new Remove(kept, AGE.plusSeconds(longest));
        for (Computer computer : Jenkins.get().getComputers()) {
            Node node = computer.getNode();
            FilePath root = node == null || computer.isOffline() ? null : node.getRootPath();
            if (root != null) {
                ask(computer.getName(), root.child("attune").child("p"), remove, listener);
            }
        }
    }

    private static void ask(String name, FilePath store, Remove remove, TaskListener listener)
            throws InterruptedException {
        try {
            Future<List<String>> answer = store.actAsync(remove);
            try {
                List<String> gone = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (!gone.isEmpty()) {
                    listener.getLogger().println("removed from '" + name + "': " + String.join(", ", gone));
                }
            } finally {
                answer.cancel(true);
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOGGER.log(Level.WARNING, e, () -> "unused packs of agent '" + name + "' could not be removed");
        }
    }

    private record Remove(Set<String> kept, Duration age) implements ControllerToAgentFileCallable<List<String>> {
        @Override
        public List<String> invoke(File store, VirtualChannel channel) throws IOException {
            return new UnusedPacks(store.toPath()).remove(kept, age, Instant.now());
        }
    }
}
