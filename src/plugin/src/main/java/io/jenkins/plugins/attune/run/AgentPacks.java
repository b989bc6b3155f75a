package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackArchive;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.engine.pack.PackDigest;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import io.jenkins.plugins.attune.engine.pack.PackStore;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.agents.ControllerToAgentFileCallable;

/** The packs a build can use: those of its workspace, read where they are, and the core pack. */
final class AgentPacks {
    private final CorePack.Content core;

    /** Somebody may clear the agent's directory; then it is noticed after so long. */
    private static final long SEEN_NANOS = TimeUnit.SECONDS.toNanos(10);

    AgentPacks(CorePack.Content core) {
        this.core = core;
    }

    /** @param packs directory of the workspace, or null */
    PackCatalog catalog(FilePath workspace, @CheckForNull String packs)
            throws AttuneException, IOException, InterruptedException {
        List<LoadedPack> loaded = new ArrayList<>();
        if (packs != null) {
            PackLoader loader = new PackLoader(core.pack().runtimes());
            Found found = workspace.act(new ReadPacks(packs));
            if (found.problem() != null) {
                throw new InvalidParametersException(
                        "packs: '" + packs + "' " + found.problem(),
                        null,
                        "Name a directory by its path below the workspace.");
            }
            found.snapshots().forEach(snapshot -> loaded.add(loader.load(snapshot)));
        }
        loaded.add(core.loaded());
        return new PackCatalog(loaded);
    }

    /** The pack's directory on the agent; the core pack is brought to {@code home} first where it is missing. */
    String directory(Pack pack, FilePath home) throws IOException, InterruptedException {
        if (!pack.location().equals(core.pack().location())) {
            return pack.location();
        }
        FilePath store = home.child("p");
        PackArchive archive = core.archive();
        Channel channel = store.getChannel() instanceof Channel remote ? remote : null;
        Seen seen = channel == null ? null : (Seen) channel.getProperty(Seen.class);
        if (seen != null && seen.holdsFor(store)) {
            return seen.path();
        }
        String known = store.act(new FindPack(archive.name(), archive.hash()));
        String path = known != null ? known : store.act(new InstallPack(archive));
        if (channel != null) {
            channel.setProperty(Seen.class, new Seen(store.getRemote(), path, System.nanoTime()));
        }
        return path;
    }

    /**
     * The core pack was there a moment ago: what was asked within seconds is not asked again, because most steps are as
     * short as the question. One for each connection; the pack's content is part of its path.
     */
    private record Seen(String store, String path, long nanos) {
        boolean holdsFor(FilePath asked) {
            return store.equals(asked.getRemote()) && System.nanoTime() - nanos < SEEN_NANOS;
        }
    }

    /** The hash of a pack's content, as the agent reads it meanwhile. */
    Future<String> digest(Pack pack, FilePath workspace) throws IOException, InterruptedException {
        return pack.location().equals(core.pack().location())
                ? CompletableFuture.completedFuture(core.archive().hash())
                : workspace.actAsync(new ReadDigest(pack.location()));
    }

    /** What there is, or why there is nothing. */
    private record Found(
            List<PackSnapshot> snapshots, @CheckForNull String problem) implements Serializable {}

    private record ReadPacks(String packs) implements ControllerToAgentFileCallable<Found> {
        @Override
        public Found invoke(File workspace, VirtualChannel channel) throws IOException {
            Path asked = Path.of(packs);
            if (asked.isAbsolute()) {
                return nothing("is an absolute path");
            }
            try {
                Path inside = workspace.toPath().toRealPath();
                Path directory = inside.resolve(asked).toRealPath();
                if (!directory.startsWith(inside)) {
                    return nothing("leads out of the workspace");
                }
                return new Found(new ArrayList<>(PackSnapshot.below(directory)), null);
            } catch (NoSuchFileException e) {
                return nothing("does not exist in the workspace");
            }
        }

        private static Found nothing(String why) {
            return new Found(new ArrayList<>(), why);
        }
    }

    private record ReadDigest(String pack) implements ControllerToAgentFileCallable<String> {
        @Override
        public String invoke(File workspace, VirtualChannel channel) throws IOException {
            return PackDigest.of(Path.of(pack));
        }
    }

    private record FindPack(String name, String hash) implements ControllerToAgentFileCallable<String> {
        @CheckForNull
        @Override
        public String invoke(File store, VirtualChannel channel) {
            return new PackStore(store.toPath())
                    .find(name, hash)
                    .map(Path::toString)
                    .orElse(null);
        }
    }

    private record InstallPack(PackArchive archive) implements ControllerToAgentFileCallable<String> {
        @Override
        public String invoke(File store, VirtualChannel channel) throws IOException {
            return archive.installBelow(store.toPath()).toString();
        }
    }
}
