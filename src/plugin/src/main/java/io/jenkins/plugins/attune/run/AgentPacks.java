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
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import io.jenkins.plugins.attune.engine.pack.PackStore;
import io.jenkins.plugins.attune.packs.LibraryPack;
import io.jenkins.plugins.attune.packs.PackShelf;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * The packs a build can use: those of its workspace, read where they are, those installed on the controller, and the
 * core pack. The first of a name wins.
 */
final class AgentPacks {
    /** Somebody may clear the agent's directory; then it is noticed after so long. */
    private static final long SEEN_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Packs remembered for each connection. */
    private static final int MAX_SEEN = 256;

    private final PackShelf shelf;

    AgentPacks(PackShelf shelf) {
        this.shelf = shelf;
    }

    /** @param packs directory of the workspace, or null */
    PackCatalog catalog(FilePath workspace, @CheckForNull String packs)
            throws AttuneException, IOException, InterruptedException {
        if (packs == null) {
            return shelf.catalog();
        }
        Found found = workspace.act(new ReadPacks(packs));
        if (found.problem() != null) {
            throw new InvalidParametersException(
                    "packs: '" + packs + "' " + found.problem(),
                    null,
                    "Name a directory by its path below the workspace.");
        }
        List<LoadedPack> loaded = new ArrayList<>();
        found.snapshots().forEach(snapshot -> loaded.add(shelf.loader().load(snapshot)));
        return shelf.catalog(loaded);
    }

    /** The pack's directory on the agent; one of the controller is brought to {@code home} first where it is missing. */
    String directory(Pack pack, FilePath home) throws IOException, InterruptedException {
        LibraryPack held = shelf.holding(pack).orElse(null);
        if (held == null) {
            return pack.location();
        }
        FilePath store = home.child("p");
        Channel channel = store.getChannel() instanceof Channel remote ? remote : null;
        String key = store.getRemote() + "\n" + held.name() + "\n" + held.hash();
        SeenPacks known = channel == null ? null : SeenPacks.of(channel);
        String path = known == null ? null : known.find(key);
        if (path == null) {
            path = bring(held, store);
            if (known != null) {
                known.add(key, path);
            }
        }
        return path;
    }

    /** Sent only where it is not there. */
    private String bring(LibraryPack pack, FilePath store) throws IOException, InterruptedException {
        String there = store.act(new FindPack(pack.name(), pack.hash()));
        return there != null ? there : store.act(new InstallPack(shelf.archive(pack)));
    }

    /**
     * Packs that were there a moment ago: what was asked within seconds is not asked again, because most steps are as
     * short as the question. One for each connection; for any thread.
     */
    private static final class SeenPacks {
        private final Map<String, Seen> all = new ConcurrentHashMap<>();

        private record Seen(String path, long nanos) {}

        static SeenPacks of(Channel channel) {
            SeenPacks known = (SeenPacks) channel.getProperty(SeenPacks.class);
            if (known == null) {
                known = new SeenPacks();
                channel.setProperty(SeenPacks.class, known);
            }
            return known;
        }

        @CheckForNull
        String find(String key) {
            Seen seen = all.get(key);
            return seen == null || System.nanoTime() - seen.nanos() >= SEEN_NANOS ? null : seen.path();
        }

        void add(String key, String path) {
            if (all.size() >= MAX_SEEN) {
                all.clear();
            }
            all.put(key, new Seen(path, System.nanoTime()));
        }
    }

    /** The hash of a pack's content, as the agent reads it meanwhile. */
    Future<String> digest(Pack pack, FilePath workspace) throws IOException, InterruptedException {
        LibraryPack held = shelf.holding(pack).orElse(null);
        return held == null
                ? workspace.actAsync(new ReadDigest(pack.location()))
                : CompletableFuture.completedFuture(held.hash());
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
        public String invoke(File store, VirtualChannel channel) throws IOException {
            return new PackStore(store.toPath())
                    .use(name, hash)
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
