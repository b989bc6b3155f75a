package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.io.IOException;
import java.util.Optional;

/** Says what is newer at the sources than what is installed; takes nothing. For one thread. */
public final class Updates {
    private final PackFetcher fetcher;
    private final PackLookup lookup;

    public Updates(PackFetcher fetcher, PackLookup lookup) {
        this.fetcher = fetcher;
        this.lookup = lookup;
    }

    /**
     * What is known of one pack.
     *
     * @param offered version or commit that its source has now; empty where there is nothing to compare
     * @param note why nothing is known, or what is different; may be empty
     */
    public record Update(InstalledPack pack, State state, String offered, String note) {}

    /** How an installed pack stands to its source. */
    public enum State {
        CURRENT,
        OUTDATED,
        /** Its source has it no longer. */
        GONE,
        /** Its source can't tell, or did not answer. */
        UNKNOWN
    }

    /** Compares one pack; a source that does not answer is an answer, too. */
    public Update of(InstalledPack pack) throws IOException, InterruptedException {
        InstalledPack.Provenance provenance = pack.provenance();
        try {
            if (!provenance.index().isEmpty()) {
                return ofIndex(pack);
            }
            if (provenance.origin() instanceof PackOrigin.Git git) {
                return ofGit(pack, git);
            }
            if (provenance.origin() instanceof PackOrigin.Directory) {
                return ofDirectory(pack);
            }
            return new Update(pack, State.UNKNOWN, "", "an archive does not tell of newer ones");
        } catch (AttuneException e) {
            return new Update(pack, State.UNKNOWN, "", String.valueOf(e.getMessage()));
        }
    }

    private Update ofIndex(InstalledPack pack) throws AttuneException, IOException, InterruptedException {
        Optional<PackLookup.Place> found = lookup.find(pack.ref());
        if (found.isEmpty()) {
            return new Update(pack, State.GONE, "", "no index has it any more");
        }
        PackLookup.Place place = found.get();
        String version = place.version() == null ? "" : place.version();
        boolean sameVersion = version.equals(pack.version());
        boolean same = sameVersion && place.origins().contains(pack.provenance().origin());
        String note = "";
        if (place.index().isEmpty()) {
            note = "another source has it now: " + place.origins().get(0).shown();
        } else if (!place.index().equals(pack.provenance().index())) {
            note = "another index has it now: " + UrlRules.shown(place.index());
        } else if (sameVersion && !same) {
            note = "the same version with other content";
        }
        return new Update(pack, same ? State.CURRENT : State.OUTDATED, version, note);
    }

    /**
     * Compares one pack with what these sources have under its name, be it from elsewhere by now.
     *
     * @param sources those that a new installation would ask
     */
    public Update of(InstalledPack pack, PackSources sources) throws IOException, InterruptedException {
        PackOrigin origin = pack.provenance().origin();
        if (!pack.provenance().index().isEmpty()) {
            return of(pack);
        }
        try {
            Optional<PackLookup.Place> place = sources.find(pack.ref());
            if (place.isEmpty()) {
                return new Update(pack, State.GONE, "", "no source has it any more");
            }
            if (place.get().origins().contains(origin)) {
                return of(pack);
            }
            String version = place.get().version();
            String now = place.get().origins().get(0).shown();
            return new Update(
                    pack, State.OUTDATED, version == null ? "" : version, "its source is another now: " + now);
        } catch (AttuneException e) {
            return new Update(pack, State.UNKNOWN, "", String.valueOf(e.getMessage()));
        }
    }

    private Update ofGit(InstalledPack pack, PackOrigin.Git git)
            throws AttuneException, IOException, InterruptedException {
        String commit = pack.provenance().commit();
        if (git.ref().matches(GitCheckout.COMMIT)) {
            return new Update(pack, State.CURRENT, commit, "pinned to a commit");
        }
        fetcher.check(git);
        String now = fetcher.git().resolve(git.url(), git.ref());
        return new Update(pack, now.equals(commit) ? State.CURRENT : State.OUTDATED, now, "");
    }

    private Update ofDirectory(InstalledPack pack) throws AttuneException, IOException, InterruptedException {
        try (StagedPack now = fetcher.fetch(pack.provenance().origin())) {
            return new Update(pack, now.hash().equals(pack.hash()) ? State.CURRENT : State.OUTDATED, now.version(), "");
        }
    }
}
