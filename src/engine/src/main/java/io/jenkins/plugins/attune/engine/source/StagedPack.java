package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A pack that was fetched, checked and read, and is not kept yet; closing it removes what was not moved into the store.
 *
 * @param directory of the pack, within the staging
 * @param pack as read from there
 * @param hash of its content, as {@link io.jenkins.plugins.attune.engine.pack.PackDigest} makes it
 * @param pinned where the very same can be had again
 * @param problems errors that leave the pack usable, but not all of its actions
 */
record StagedPack(Staging staging, Path directory, Pack pack, String hash, Pinned pinned, List<Problem> problems)
        implements AutoCloseable {
    StagedPack {
        problems = List.copyOf(problems);
    }

    /**
     * @param commit the one that was fetched, in full; empty where it was no repository
     */
    record Pinned(PackOrigin origin, String commit) {}

    String ref() {
        return pack.ref();
    }

    String version() {
        return pack.manifest().version();
    }

    @Override
    public void close() throws IOException {
        staging.close();
    }
}
