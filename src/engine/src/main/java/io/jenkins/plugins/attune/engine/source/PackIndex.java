package io.jenkins.plugins.attune.engine.source;

import java.util.List;
import java.util.Optional;

/**
 * What an index offers.
 *
 * @param url where it was read
 * @param entries one for each pack; the first of a name counts
 * @param problems entries that could not be read, and why
 */
public record PackIndex(String url, String name, List<Entry> entries, List<String> problems) {
    public PackIndex {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /**
     * One pack in one version.
     *
     * @param origins where it can be had, in the order of the index; at least one
     * @param dependencies packs that it needs, as written
     */
    public record Entry(String ref, String version, String label, List<PackOrigin> origins, List<String> dependencies) {
        public Entry {
            origins = List.copyOf(origins);
            dependencies = List.copyOf(dependencies);
        }
    }

    public Optional<Entry> find(String ref) {
        return entries.stream().filter(entry -> entry.ref().equals(ref)).findFirst();
    }
}
