package io.jenkins.plugins.attune.engine.source;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import io.jenkins.plugins.attune.engine.error.SourceUnavailableException;
import io.jenkins.plugins.attune.engine.error.UnknownPackException;
import io.jenkins.plugins.attune.engine.error.UnmetDependencyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Installs packs together with those they need: all of them are fetched and checked before the first is installed.
 *
 * <p>Nothing that is installed is exchanged for another version unless it was asked for by name. For one thread.
 */
public final class PackInstaller {
    private final InstalledPacks installed;
    private final PackFetcher fetcher;
    private final PackLookup lookup;
    private final Set<String> present;
    private final List<String> notes = new ArrayList<>();

    /** @param present packs that are at hand otherwise, such as the core pack */
    public PackInstaller(InstalledPacks installed, PackFetcher fetcher, PackLookup lookup, Set<String> present) {
        this.installed = installed;
        this.fetcher = fetcher;
        this.lookup = lookup;
        this.present = Set.copyOf(present);
    }

    /** Installs what was asked for. */
    public InstallReport install(List<PackRequest> requests) throws AttuneException, IOException, InterruptedException {
        try (InstallPlan plan = new InstallPlan(installed, present)) {
            for (PackRequest request : requests) {
                plan.add(fetch(request), "");
            }
            for (Optional<InstallPlan.Need> need = plan.nextNeed(); need.isPresent(); need = plan.nextNeed()) {
                plan.add(fetch(need.get()), need.get().requiredBy());
            }
            List<InstallReport.Change> changes = new ArrayList<>();
            for (InstallPlan.Item item : plan.inOrder()) {
                InstalledPack before = current(item.pack().ref());
                InstalledPack now = installed.put(item.pack(), item.index());
                changes.add(new InstallReport.Change(
                        now, before, item.requiredBy(), item.pack().problems()));
            }
            installed.sweep();
            return new InstallReport(changes, notes);
        }
    }

    @CheckForNull
    private InstalledPack current(String ref) {
        try {
            return installed.find(ref).orElse(null);
        } catch (IOException damaged) {
            notes.add(damaged.getMessage());
            return null;
        }
    }

    private InstallPlan.Fetched fetch(InstallPlan.Need need) throws AttuneException, IOException, InterruptedException {
        try {
            return fetch(new PackRequest.Named(need.spec()));
        } catch (UnknownPackException e) {
            throw new UnmetDependencyException(
                    "the pack '" + need.requiredBy() + "' needs the pack '" + need.spec() + "', and " + e.getMessage(),
                    e.place(),
                    "Install it first from where it can be had, or name an index that has it.",
                    e);
        }
    }

    private InstallPlan.Fetched fetch(PackRequest request) throws AttuneException, IOException, InterruptedException {
        if (request instanceof PackRequest.Named named) {
            return fetch(lookup.require(named.spec()), named.spec());
        }
        if (request instanceof PackRequest.Pinned pinned) {
            return fetch(pinned.pack());
        }
        return new InstallPlan.Fetched(fetcher.fetch(((PackRequest.At) request).origin()), "");
    }

    /** From the first origin that gives what the index promised; each is held against its own checksum. */
    private InstallPlan.Fetched fetch(PackLookup.Place place, PackSpec spec)
            throws AttuneException, IOException, InterruptedException {
        String version = place.version();
        List<PackOrigin> origins = inOrder(place.origins());
        for (int i = 0; ; i++) {
            try {
                StagedPack pack = fetcher.fetch(origins.get(i));
                return new InstallPlan.Fetched(
                        version == null ? expect(pack, spec) : expect(pack, place.ref(), version), place.index());
            } catch (SourceUnavailableException | PackRefusedException e) {
                if (i == origins.size() - 1) {
                    throw e;
                }
                notes.add(e.describe() + "; the next source of the index was taken");
            }
        }
    }

    /** Archives first: their checksum is known before anything looks into them, and no git is needed. */
    private static List<PackOrigin> inOrder(List<PackOrigin> origins) {
        List<PackOrigin> ordered = new ArrayList<>(origins);
        ordered.sort(Comparator.comparing(origin -> !(origin instanceof PackOrigin.Archive)));
        return ordered;
    }

    private InstallPlan.Fetched fetch(InstalledPack pin) throws AttuneException, IOException, InterruptedException {
        PackOrigin origin = pin.provenance().origin();
        if (origin instanceof PackOrigin.Git git && !pin.provenance().commit().isEmpty()) {
            origin = new PackOrigin.Git(git.url(), pin.provenance().commit(), git.checksum());
        }
        StagedPack pack = expect(fetcher.fetch(origin), pin.ref(), pin.version());
        if (!pack.hash().equals(pin.hash())) {
            pack.close();
            throw new PackRefusedException(
                    "the pack '" + pin.ref() + "' has the content " + pack.hash() + ", and " + pin.hash()
                            + " was pinned",
                    origin.shown(),
                    null);
        }
        return new InstallPlan.Fetched(pack, pin.provenance().index());
    }

    /** Where the version is known only now. */
    private static StagedPack expect(StagedPack pack, PackSpec wanted) throws IOException, PackRefusedException {
        if (pack.ref().equals(wanted.ref()) && wanted.admits(pack.version())) {
            return pack;
        }
        pack.close();
        throw new PackRefusedException(
                "the pack is refused: it is '" + pack.ref() + "' in version " + pack.version() + ", and '" + wanted
                        + "' was asked for",
                pack.pinned().origin().shown(),
                null);
    }

    private static StagedPack expect(StagedPack pack, String ref, String version)
            throws IOException, PackRefusedException {
        if (pack.ref().equals(ref) && pack.version().equals(version)) {
            return pack;
        }
        pack.close();
        throw new PackRefusedException(
                "the pack is refused: it is '" + pack.ref() + "' in version " + pack.version() + ", and '" + ref
                        + "' in version " + version + " was promised",
                pack.pinned().origin().shown(),
                null);
    }
}
