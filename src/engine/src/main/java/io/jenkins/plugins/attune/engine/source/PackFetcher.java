package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.PackDigest;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.pack.PackSnapshot;
import io.jenkins.plugins.attune.engine.pack.Problem;
import io.jenkins.plugins.attune.engine.pack.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings one pack here and checks it: first what carried it, then its files, then what they say.
 *
 * <p>An archive is not looked into before its checksum was right. Whatever is wrong, nothing stays. Immutable; takes as
 * long as the network does.
 */
public final class PackFetcher {
    /** Errors of a kind that nobody makes by mistake, or that leave open what the pack would do. */
    private static final Set<String> UNBEARABLE = Set.of("entry-point-outside", "yaml-tag", "yaml-limit");

    private static final int MAX_TOLD = 5;

    private final Path store;
    private final PackLoader loader;
    private final Means means;

    /**
     * What it takes to reach the places that packs can be had from.
     *
     * @param local whether repositories of this machine will do
     */
    public record Means(Download download, GitCheckout git, UnpackLimits limits, boolean local) {}

    /** @param store beside whose content packs take shape */
    public PackFetcher(Path store, PackLoader loader, Means means) {
        this.store = store;
        this.loader = loader;
        this.means = means;
    }

    GitCheckout git() {
        return means.git();
    }

    /** Checks what a repository is called before git is asked about it. */
    void check(PackOrigin.Git origin) throws PackRefusedException {
        GitAddress.check(origin, means.download().rules(), means.local());
    }

    StagedPack fetch(PackOrigin origin) throws AttuneException, IOException, InterruptedException {
        Staging staging = Staging.below(store, means.limits());
        boolean kept = false;
        try {
            StagedPack.Pinned pinned = fill(staging, origin);
            StagedPack pack = read(staging, pinned);
            kept = true;
            return pack;
        } catch (PackRefusedException e) {
            String place = e.place();
            throw new PackRefusedException(
                    "the pack is refused: " + e.getMessage(), place == null ? origin.shown() : place, e.remedy(), e);
        } finally {
            if (!kept) {
                staging.close();
            }
        }
    }

    private StagedPack.Pinned fill(Staging staging, PackOrigin origin)
            throws AttuneException, IOException, InterruptedException {
        if (origin instanceof PackOrigin.Archive archive) {
            Path file = staging.scratch().resolve("archive");
            Sha256 found;
            try (OutputStream out = Files.newOutputStream(file)) {
                found = means.download().to(archive.url(), out, means.limits().archiveBytes());
            }
            compare(archive.checksum(), found, "the archive");
            staging.takeArchive(file);
            return new StagedPack.Pinned(archive, "");
        }
        if (origin instanceof PackOrigin.Git git) {
            return fill(staging, git);
        }
        PackOrigin.Directory directory = (PackOrigin.Directory) origin;
        staging.takeDirectory(Path.of(directory.path()));
        return new StagedPack.Pinned(directory, "");
    }

    private StagedPack.Pinned fill(Staging staging, PackOrigin.Git git)
            throws AttuneException, IOException, InterruptedException {
        check(git);
        String commit =
                git.ref().matches(GitCheckout.COMMIT) ? git.ref() : means.git().resolve(git.url(), git.ref());
        means.git().fetch(git.url(), commit, staging);
        Sha256 promised = git.checksum();
        if (promised != null) {
            compare(promised, ContentChecksum.of(staging.files()), "its content");
        }
        return new StagedPack.Pinned(git, commit);
    }

    private static void compare(Sha256 promised, Sha256 found, String what) throws PackRefusedException {
        if (!promised.equals(found)) {
            throw new PackRefusedException(
                    what + " has the checksum " + found + ", and " + promised + " was promised",
                    null,
                    "Somebody changed it, or the checksum is wrong; ask whoever gave you the checksum.");
        }
    }

    private StagedPack read(Staging staging, StagedPack.Pinned pinned) throws IOException, PackRefusedException {
        Path directory = PackRoot.find(staging.files());
        leaveOut(directory);
        LoadedPack loaded = loader.load(PackSnapshot.of(directory));
        Pack pack = loaded.pack();
        List<Problem> errors = loaded.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        if (pack == null) {
            throw broken("it can't be used", errors);
        }
        List<Problem> unbearable = errors.stream()
                .filter(problem -> UNBEARABLE.contains(problem.rule()))
                .toList();
        if (!unbearable.isEmpty()) {
            throw broken("it holds what no pack needs", unbearable);
        }
        return new StagedPack(staging, directory, pack, PackDigest.of(directory), pinned, errors);
    }

    private static PackRefusedException broken(String what, List<Problem> problems) {
        String told = problems.stream()
                .limit(MAX_TOLD)
                .map(problem -> problem.place() + ": " + problem.message())
                .collect(Collectors.joining("; "));
        int more = problems.size() - MAX_TOLD;
        return new PackRefusedException(what + ": " + told + (more > 0 ? "; and " + more + " more" : ""), null, null);
    }

    /** A pack's hash does not speak for directories that are none of a pack's own, so they are not kept. */
    private static void leaveOut(Path pack) throws IOException {
        List<Path> foreign;
        try (Stream<Path> all = Files.walk(pack)) {
            foreign = all.filter(Files::isDirectory)
                    .filter(directory -> !directory.equals(pack) && !PackDigest.covers(directory))
                    .toList();
        }
        for (Path directory : foreign) {
            Trees.delete(directory);
        }
    }
}
