package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.attune.allow.AllowedHere;
import io.jenkins.plugins.attune.engine.environment.InstallerCredential;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.execution.PreparationHandle;
import io.jenkins.plugins.attune.engine.execution.PreparationObserver;
import io.jenkins.plugins.attune.engine.execution.PreparationRequest;
import io.jenkins.plugins.attune.engine.execution.RunFailure;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.run.PackRuntimes;
import io.jenkins.plugins.attune.packs.PackLibrary;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/**
 * The environments of one pack that a build has made ready on its agent, before an action needs them.
 *
 * <p>A thread of {@link RunThreads} begins; from then on no thread of the controller waits: what the agent has to say
 * arrives as calls. The end comes exactly once: when all is done, the agent is lost, or a stop is not confirmed.
 */
public final class BuildPreparation {
    /** For a build that is given up to clear up behind itself. */
    public static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final String id = "prepare-" + UUID.randomUUID();
    private final Run<?, ?> build;
    private final String runsAs = Jenkins.getAuthentication2().getName();
    private final TaskListener listener;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    @CheckForNull
    private volatile PreparationHandle handle;

    private volatile boolean stopping;

    private BuildPreparation(BuildPlace place) {
        build = place.build();
        listener = place.listener();
    }

    /** Begins; never blocks. */
    public static BuildPreparation start(PrepareOrder order, BuildPlace place) {
        BuildPreparation preparation = new BuildPreparation(place);
        RunThreads.get().execute(() -> preparation.begin(order, place));
        return preparation;
    }

    /** Has somebody told of the end, once; null where all environments are there. */
    public void whenEnded(Consumer<Throwable> told) {
        end.whenComplete((done, failure) -> told.accept(failure));
    }

    /** Gives up what is not there yet. */
    public void stop() {
        stopping = true;
        PreparationHandle known = handle;
        if (known != null) {
            RunThreads.get().execute(known::cancel);
        }
        Timer.get()
                .schedule(
                        () -> end.completeExceptionally(new AbortException("the agent was told to stop building and"
                                + " did not confirm it within " + STOP_LIMIT.toSeconds() + " seconds")),
                        STOP_LIMIT.toSeconds(),
                        TimeUnit.SECONDS);
    }

    /** What is done when an agent is back. */
    public interface Step {
        void run() throws Exception;
    }

    /** Waits for an agent, without a thread and for as long as a lost agent may take. */
    public static void whenBack(@CheckForNull String node, Step step, Consumer<Throwable> failed) {
        String name = node == null ? "" : node;
        Duration patience = RunLink.patience();
        NodeReturn.await(
                name,
                patience,
                computer -> {
                    try {
                        step.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        failed.accept(e);
                    } catch (Exception e) {
                        failed.accept(e);
                    }
                },
                () -> failed.accept(new NotResumableException(
                        "the agent " + name + " did not come back within " + patience.toSeconds() + " seconds", null)));
    }

    private void begin(PrepareOrder order, BuildPlace place) {
        try {
            prepare(order, place);
        } catch (AttuneException e) {
            RunLaunch.RefusedException refused = new RunLaunch.RefusedException(e.describe(), e);
            RunAudit.preparationRefused(build, runsAs, order.pack(), refused);
            end.completeExceptionally(refused);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end.completeExceptionally(e);
        } catch (IOException | RuntimeException e) {
            end.completeExceptionally(Channel.isClosedChannelException(e) ? lost(place, e) : e);
        } catch (Error e) {
            end.completeExceptionally(e);
            throw e;
        }
    }

    private void prepare(PrepareOrder order, BuildPlace place)
            throws AttuneException, IOException, InterruptedException {
        PreparationRequest request = request(order, place);
        VirtualChannel channel = place.workspace().getChannel();
        if (channel instanceof Channel remote) {
            AgentClasses.bringTo(remote);
            AgentLoss loss = new AgentLoss(cause -> end.completeExceptionally(lost(place, cause)));
            remote.addListener(loss);
            end.whenComplete((done, failure) -> remote.removeListener(loss));
        }
        PreparationHandle started =
                channel.call(new StartPreparation(request, channel.export(PreparationObserver.class, new Teller())));
        handle = started;
        if (stopping) {
            started.cancel();
        }
    }

    private PreparationRequest request(PrepareOrder order, BuildPlace place)
            throws AttuneException, IOException, InterruptedException {
        AllowedHere.require(place.build(), order.pack(), order.packs(), place.listener());
        AgentPacks packs = new AgentPacks(PackLibrary.get().shelf());
        PackCatalog catalog = packs.catalog(place.workspace(), order.packs());
        Pack pack = find(catalog, order.pack());
        return new PreparationRequest(
                id,
                pack.ref(),
                PackRuntimes.of(catalog, pack),
                new PreparationRequest.Place(
                        packs.directory(pack, place.home()),
                        place.home().child("e").getRemote(),
                        place.variables().forProcess().get("PATH"),
                        place.install(pack.ref()),
                        place.spot().isElsewhere()));
    }

    private static Pack find(PackCatalog catalog, String ref) throws InvalidParametersException {
        for (Pack pack : catalog.packs()) {
            if (pack.ref().equals(ref)) {
                return pack;
            }
        }
        throw new InvalidParametersException(
                "there is no pack '" + ref + "' here",
                null,
                "There are: " + catalog.packs().stream().map(Pack::ref).collect(Collectors.joining(", "))
                        + ". Name the directory of the others with 'packs', or have them installed.");
    }

    /** With the cause in it by which {@code retry(conditions: [agent()])} knows what happened. */
    private static AbortException lost(BuildPlace place, Throwable cause) {
        AbortException lost =
                new AbortException("the agent " + place.node().getNodeName() + " was lost while it built environments");
        lost.initCause(cause);
        return lost;
    }

    /** Takes what the agent has to say. */
    private final class Teller implements PreparationObserver {
        private final IndexCredentials credentials = new IndexCredentials(build);

        @Override
        public void progress(String line) {
            listener.getLogger().println("[attune] " + line);
        }

        @Override
        public List<InstallerCredential> installerCredentials() throws IOException {
            return credentials.read();
        }

        @Override
        public void ended(List<RunFailure> failures) {
            if (failures.isEmpty() && !stopping) {
                end.complete(null);
            } else {
                String why = failures.stream()
                        .map(failure -> failure.toException().describe())
                        .collect(Collectors.joining("\n"));
                end.completeExceptionally(new AbortException(why.isEmpty() ? "the preparation was stopped" : why));
            }
        }
    }
}
