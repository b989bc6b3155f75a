package io.jenkins.plugins.attune.engine.source;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A pack of the store, with all it takes to get the very same again.
 *
 * @param hash of its content, in full
 * @param dependencies packs that it needs, as its manifest says
 */
public record InstalledPack(String ref, String version, String hash, Provenance provenance, List<String> dependencies) {
    public InstalledPack {
        if (!PackSpec.isRef(ref)) {
            throw new IllegalArgumentException("'" + EntryName.shown(ref) + "' is no name of a pack");
        }
        Objects.requireNonNull(version);
        hash = new Sha256(hash).hex();
        Objects.requireNonNull(provenance);
        dependencies = List.copyOf(dependencies);
    }

    /**
     * Where it came from.
     *
     * @param commit of a repository, in full; empty for others
     * @param index that offered it; empty where a user named the origin
     * @param installed when
     */
    public record Provenance(PackOrigin origin, String commit, String index, Instant installed) {
        public Provenance {
            Objects.requireNonNull(origin);
            Objects.requireNonNull(commit);
            Objects.requireNonNull(index);
            Objects.requireNonNull(installed);
        }
    }
}
