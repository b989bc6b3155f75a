package io.jenkins.plugins.attune.engine.source;

import java.util.List;

/** A place that holds one pack, whose name is known before anything is fetched. */
record SinglePackSource(String ref, PackOrigin origin) implements PackSource {
    SinglePackSource {
        if (!PackSpec.isRef(ref)) {
            throw new IllegalArgumentException("'" + EntryName.shown(ref) + "' is no name of a pack");
        }
    }

    @Override
    public String shown() {
        return origin.shown();
    }

    @Override
    public List<PackLookup.Place> all() {
        return List.of(new PackLookup.Place(ref, null, List.of(origin), ""));
    }
}
