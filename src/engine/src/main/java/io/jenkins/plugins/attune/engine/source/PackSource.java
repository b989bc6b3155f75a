package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One source of packs; asked when something of it is needed, and then only once. For one thread. */
public interface PackSource {
    /** As people read it. */
    String shown();

    /** Everything it has. */
    List<PackLookup.Place> all() throws AttuneException, IOException, InterruptedException;

    /** What it has under a name. */
    default Optional<PackLookup.Place> find(String ref) throws AttuneException, IOException, InterruptedException {
        return all().stream().filter(place -> place.ref().equals(ref)).findFirst();
    }

    /** An archive or a repository that holds one pack. */
    static PackSource of(String ref, PackOrigin origin) {
        return new SinglePackSource(ref, origin);
    }

    /** An index, by its address, or by the path of its file. */
    static PackSource index(String url, Download download) {
        return new IndexSource(url, download);
    }
}
