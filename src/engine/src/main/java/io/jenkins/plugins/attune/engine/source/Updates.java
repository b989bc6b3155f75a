package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.io.IOException;
import java.util.Optional;

/** Says what is newer at the sources than what is installed; takes nothing. For one thread. */
public final class Updates {
    private final PackFetcher fetcher;
    private final Indexes indexes;

    public Updates(PackFetcher fetcher, Indexes indexes) {
        this.fetcher = fetcher;
        this.indexes = indexes;
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
        Optional<Indexes.Offer> offer = indexes.find(pack.ref());
        if (offer.isEmpty()) {
            return new Update(pack, State.GONE, "", "no index has it any more");
        }
        PackIndex.Entry entry = offer.get().entry();
        boolean sameVersion = entry.version().equals(pack.version());
        boolean same = sameVersion && entry.origins().contains(pack.provenance().origin());
        String note = "";
        if (!offer.get().index().url().equals(pack.provenance().index())) {
            note = "another index has it now: "
                    + UrlRules.shown(offer.get().index().url());
        } else if (sameVersion && !same) {
            note = "the same version with other content";
        }
        return new Update(pack, same ? State.CURRENT : State.OUTDATED, entry.version(), note);
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
