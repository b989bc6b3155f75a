package io.jenkins.plugins.attune.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.attune.engine.environment.EnvironmentStatus;
import io.jenkins.plugins.attune.engine.environment.InstallSettings;
import io.jenkins.plugins.attune.engine.environment.Inventory;
import io.jenkins.plugins.attune.engine.environment.Removal;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * The environments of one agent, asked for and removed over its connection.
 *
 * <p>Each call waits, but not for longer than a person does: an agent that hangs must not hold threads of Jenkins.
 */
final class AgentEnvironments {
    /** Lists are read in milliseconds; beyond this the agent is taken for hung. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Verifying reads whole directories, and removing deletes them. */
    private static final Duration WORK_PATIENCE = Duration.ofMinutes(5);

    private static final int MAX_LOG_BYTES = 1 << 20;

    private final FilePath directory;

    private AgentEnvironments(FilePath directory) {
        this.directory = directory;
    }

    /** Null where the agent is not connected. */
    @CheckForNull
    static AgentEnvironments of(Computer computer) {
        Node node = computer.getNode();
        FilePath root = node == null || computer.isOffline() ? null : node.getRootPath();
        return root == null ? null : new AgentEnvironments(root.child("attune").child("e"));
    }

    /** All of them, the last used first. */
    List<EnvironmentStatus> list() throws IOException, InterruptedException {
        return ask(new ListAll(), PATIENCE);
    }

    /** The same for who asks several agents at once, and waits for each himself. */
    Future<List<EnvironmentStatus>> listLater() throws IOException, InterruptedException {
        return directory.actAsync(new ListAll());
    }

    /** Those that have lost files or their interpreter. */
    List<EnvironmentStatus> damaged() throws IOException, InterruptedException {
        return ask(new FindDamaged(), WORK_PATIENCE);
    }

    /** Removes the named ones, or all where none is named; those in use stay. Gives the ids of what has gone. */
    List<String> remove(List<String> ids) throws IOException, InterruptedException {
        return ask(new Remove(new ArrayList<>(ids)), WORK_PATIENCE);
    }

    /** Removes what is beyond the limits. */
    List<String> prune(InstallSettings.Limits limits) throws IOException, InterruptedException {
        return ask(new Prune(limits), WORK_PATIENCE);
    }

    /** What the last build of one wrote; null where there is nothing. */
    @CheckForNull
    String log(String id) throws IOException, InterruptedException {
        return ask(new ReadLog(id), PATIENCE);
    }

    private <T> T ask(ControllerToAgentFileCallable<T> question, Duration patience)
            throws IOException, InterruptedException {
        Future<T> answer = directory.actAsync(question);
        try {
            return answer.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the agent did not answer within " + patience.toSeconds() + " seconds", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static List<EnvironmentStatus> statuses(File root) throws IOException {
        return new Inventory(root.toPath(), Clock.systemUTC()).list();
    }

    private record ListAll() implements ControllerToAgentFileCallable<List<EnvironmentStatus>> {
        @Override
        public List<EnvironmentStatus> invoke(File root, VirtualChannel channel) throws IOException {
            return new ArrayList<>(statuses(root));
        }
    }

    private record FindDamaged() implements ControllerToAgentFileCallable<List<EnvironmentStatus>> {
        @Override
        public List<EnvironmentStatus> invoke(File root, VirtualChannel channel) throws IOException {
            return new ArrayList<>(new Inventory(root.toPath(), Clock.systemUTC()).verify());
        }
    }

    private record Remove(ArrayList<String> ids) implements ControllerToAgentFileCallable<List<String>> {
        @Override
        public List<String> invoke(File root, VirtualChannel channel) throws IOException {
            Removal removal = new Removal(root.toPath(), Clock.systemUTC());
            List<String> gone = new ArrayList<>();
            for (EnvironmentStatus there : statuses(root)) {
                if ((ids.isEmpty() || ids.contains(there.id())) && removal.remove(there.id())) {
                    gone.add(there.id());
                }
            }
            return gone;
        }
    }

    private record Prune(InstallSettings.Limits limits) implements ControllerToAgentFileCallable<List<String>> {
        @Override
        public List<String> invoke(File root, VirtualChannel channel) throws IOException {
            return root.isDirectory()
                    ? new ArrayList<>(new Removal(root.toPath(), Clock.systemUTC()).prune(limits))
                    : new ArrayList<>();
        }
    }

    private record ReadLog(String id) implements ControllerToAgentFileCallable<String> {
        @CheckForNull
        @Override
        public String invoke(File root, VirtualChannel channel) throws IOException {
            for (EnvironmentStatus there : statuses(root)) {
                if (there.id().equals(id) && !there.details().log().isEmpty()) {
                    return read(Path.of(there.details().log()));
                }
            }
            return null;
        }

        @CheckForNull
        private static String read(Path log) throws IOException {
            try (InputStream in = Files.newInputStream(log)) {
                return new String(in.readNBytes(MAX_LOG_BYTES), StandardCharsets.UTF_8);
            } catch (NoSuchFileException none) {
                return null;
            }
        }
    }
}
