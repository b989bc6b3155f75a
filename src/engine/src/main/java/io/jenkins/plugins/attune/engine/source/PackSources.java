package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.UnknownPackException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sources of all kinds in their order. For one thread. */
public final class PackSources implements PackLookup {
    private final List<PackSource> sources;

    public PackSources(List<PackSource> sources) {
        this.sources = List.copyOf(sources);
    }

    public List<PackSource> sources() {
        return sources;
    }

    @Override
    public Optional<Place> find(String ref) throws AttuneException, IOException, InterruptedException {
        for (PackSource source : sources) {
            Optional<Place> place = source.find(ref);
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }

    @Override
    public Place require(PackSpec spec) throws AttuneException, IOException, InterruptedException {
        Optional<Place> place = find(spec.ref());
        if (place.isEmpty()) {
            throw new UnknownPackException(
                    sources.isEmpty()
                            ? "there is no source to look the pack '" + spec.ref() + "' up in"
                            : "no source has a pack '" + spec.ref() + "'",
                    sources.isEmpty()
                            ? null
                            : sources.stream().map(PackSource::shown).collect(Collectors.joining(", ")),
                    null);
        }
        String version = place.get().version();
        if (version != null && !spec.admits(version)) {
            throw new UnknownPackException(
                    "the pack '" + spec.ref() + "' is offered in version " + version + ", and " + spec.version()
                            + " was asked for",
                    place.get().origins().get(0).shown(),
                    "A source offers one version; an older one can be had from its repository, by its commit or tag.");
        }
        return place.get();
    }
}
